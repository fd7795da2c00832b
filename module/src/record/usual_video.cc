#include "record/usual_video.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace nodestats {
namespace {

struct Shape {
  double larger;
  double smaller;
  int bits;
};
constexpr int kUnusualShapeBits = 11;
constexpr Shape kShapes[] = {
    {16, 9, 0},
    // of television, of screens, of social media
    {4, 3, 5},
    {16, 10, 5},
    {1, 1, 5},
    {5, 4, 5},
    {3, 2, 5},
    {2, 1, 5},
    // of the cinema, and of wide screens
    {1.85, 1, 6},
    {256, 135, 6},
    {2.35, 1, 6},
    {2.4, 1, 6},
    {21, 9, 6},
    {64, 27, 6},
    {43, 18, 6},
    // of telephones
    {18.5, 9, 6},
    {19, 9, 6},
    {19.5, 9, 6},
    {20, 9, 6},
    // rare ones
    {5, 3, 8},
    {11, 9, 8},
    {32, 9, 8},
};

// Sides that one meets in many sizes; ascending.
constexpr int64_t kSides[] = {144,  240,  256,  270,  288,  320,  360,  426,  480,  540,  576,  600,  640,
                              720,  768,  800,  848,  852,  854,  900,  960,  1024, 1080, 1200, 1280, 1366,
                              1440, 1600, 1920, 2048, 2160, 2560, 2880, 3200, 3440, 3840, 4096, 4320, 7680};

bool IsUsualSide(int64_t side) { return std::binary_search(std::begin(kSides), std::end(kSides), side); }

// Sides are rounded to whole pixels, or to a multiple of 16 where an encoder's padding is not cropped.
int BitsOfShape(int64_t larger, int64_t smaller) {
  constexpr double kRounded = 1.01;
  constexpr double kPadded = 8.01;
  int bits = kUnusualShapeBits;
  for (const Shape& shape : kShapes) {
    const double ratio = shape.larger / shape.smaller;
    const double off = std::min(std::fabs(static_cast<double>(smaller) - static_cast<double>(larger) / ratio),
                                std::fabs(static_cast<double>(larger) - static_cast<double>(smaller) * ratio));
    if (off > kPadded) continue;
    const bool whole_blocks = larger % 16 == 0 || smaller % 16 == 0;
    bits = std::min(bits, shape.bits + (off <= kRounded ? 0 : whole_blocks ? 3 : 5));
  }
  return bits;
}

// Video has even sides, nearly always, and mostly multiples of four.
int BitsOfParity(int64_t side) { return side % 4 == 0 ? 0 : side % 2 == 0 ? 1 : 6; }

}  // namespace

int BitsOfRate(double rate, double precision) {
  int bits = 2 * kUnusualRateBits;
  for (const UsualRate& usual : kUsualRates) {
    for (const double exact : {usual.per_second, usual.per_second * (1000.0 / 1001.0)}) {
      const double off = std::fabs(rate / exact - 1);
      if (off < precision) bits = std::min(bits, usual.bits);
      if (usual.bits == kUnusualRateBits) continue;
      if (off < 0.01) bits = std::min(bits, usual.bits + 4);  // frames were lost, or durations are rough
      if (off < 0.03) bits = std::min(bits, usual.bits + 7);
    }
  }
  return bits;
}

int BitsOfSize(int64_t larger, int64_t smaller) {
  const int usual_sides = (IsUsualSide(larger) ? 1 : 0) + (IsUsualSide(smaller) ? 1 : 0);
  constexpr int kBitsOfSides[] = {6, 1, 0};
  return BitsOfShape(larger, smaller) + kBitsOfSides[usual_sides] + BitsOfParity(larger) + BitsOfParity(smaller);
}

}  // namespace nodestats
