// How usual sizes and frame rates of video are, as far as sizes have to be told apart that fit the same counts.
#ifndef NODESTATS_RECORD_USUAL_VIDEO_H_
#define NODESTATS_RECORD_USUAL_VIDEO_H_

#include <cstdint>

namespace nodestats {

// Costs are in bits: what costs one more is met half as often. They are rough on purpose, since they decide only where
// the counts themselves leave a choice; none is so high that a size or a rate cannot be found.

// A frame rate whose 1000/1001 is met as often.
struct UsualRate {
  double per_second;
  int bits;
};
inline constexpr int kUnusualRateBits = 12;
inline constexpr UsualRate kUsualRates[] = {
    {24, 1},
    {25, 0},
    {30, 0},
    {48, 4},
    {50, 1},
    {60, 0},
    // Of cameras, screens and games; met often enough that the rates above are not the only choice.
    {5, kUnusualRateBits},
    {8, kUnusualRateBits},
    {10, kUnusualRateBits},
    {12, kUnusualRateBits},
    {12.5, kUnusualRateBits},
    {15, kUnusualRateBits},
    {20, kUnusualRateBits},
    {90, kUnusualRateBits},
    {100, kUnusualRateBits},
    {120, kUnusualRateBits},
};

// Cost of `rate`, measured with a relative error of `precision`; kUnusualRateBits or more where no usual one is near.
int BitsOfRate(double rate, double precision);

// Cost of a size, larger side first.
int BitsOfSize(int64_t larger, int64_t smaller);

}  // namespace nodestats

#endif  // NODESTATS_RECORD_USUAL_VIDEO_H_
