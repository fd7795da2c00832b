#include "record/rendition_fit.h"

#include <algorithm>

namespace nodestats {
namespace {

constexpr int64_t kLeastWidth = 146;

// `asked` * `smaller` / `larger`, to the nearest even number.
int64_t Follow(int64_t asked, int64_t smaller, int64_t larger) { return (asked * smaller + larger) / (2 * larger) * 2; }

int64_t LargerAsked(const nodestats_rendition& rendition) {
  return int64_t{std::max(rendition.width, rendition.height)} / 2 * 2;
}

}  // namespace

ScaledAreas AreasOf(int64_t asked, int64_t larger, int64_t smaller) {
  const bool narrow = asked * smaller < kLeastWidth * larger;
  return {asked * Follow(asked, smaller, larger), narrow ? kLeastWidth * Follow(kLeastWidth, larger, smaller) : 0};
}

// A rendition that was asked for at a rate of its own has its duration's frames at that rate; the segment's last frame
// of the source may count or not, and the first and last one of the rendition may be rounded either way.
RenditionFit::Frames RenditionFit::FramesOf(const nodestats_rendition& rendition) const {
  if (rendition.encoded_frames != 0) {
    const auto frames = static_cast<double>(rendition.encoded_frames);
    return {frames, frames};
  }
  if (rendition.frame_rate_num == 0) return {frames_, frames_};
  const double rate = static_cast<double>(rendition.frame_rate_num) / std::max(rendition.frame_rate_den, 1U);
  const double expected = static_cast<double>(segment_.duration_us) * 1e-6 * rate;
  const double slack = 1.1 + rate / frame_rate_ + 0.005 * expected;
  return {std::max(expected - slack, 0.5), expected + slack};
}

RenditionFit::Shapes RenditionFit::ShapesOf(const nodestats_rendition& rendition) const {
  constexpr double kRounding = 1.01;  // to even numbers
  const auto asked = static_cast<double>(LargerAsked(rendition));
  const Frames frames = FramesOf(rendition);
  const auto pixels = static_cast<double>(rendition.encoded_pixels);
  const double least = std::max(pixels / frames.most / asked - kRounding, 1.0);
  const double most = pixels / frames.least / asked + kRounding;
  Shapes shapes = {least / asked, std::min(most / asked, 1.0)};
  // Or the smaller side was raised to 146 pixels: the more pixels, the narrower.
  const double narrowest = 0.99 * kLeastWidth * kLeastWidth / (most * asked);
  const double widest = std::min(1.01 * kLeastWidth * kLeastWidth / (least * asked), kLeastWidth / asked);
  constexpr double kNarrowestVideo = 0.25;
  if (narrowest < widest && widest > kNarrowestVideo) {
    shapes = {std::min(shapes.least, narrowest), std::max(shapes.most, widest)};
  }
  return shapes;
}

RenditionFit::Shapes RenditionFit::PossibleShapes() const {
  Shapes all = {0, 1};
  bool told = false;
  for (uint32_t i = 0; i < segment_.rendition_count; ++i) {
    const nodestats_rendition& rendition = segment_.renditions[i];
    if (rendition.encoded_pixels == 0 || LargerAsked(rendition) == 0) continue;
    const Shapes shapes = ShapesOf(rendition);
    all = {std::max(all.least, shapes.least), std::min(all.most, shapes.most)};
    told = true;
  }
  return told ? all : Shapes{1, 0};
}

bool RenditionFit::Fits(uint32_t i, uint64_t common, int64_t larger, int64_t smaller) const {
  const nodestats_rendition& rendition = segment_.renditions[i];
  if (rendition.encoded_pixels == 0 || LargerAsked(rendition) == 0) return true;
  const ScaledAreas areas = AreasOf(LargerAsked(rendition), larger, smaller);
  const Frames frames = FramesOf(rendition);
  const auto fits = [&](int64_t area) {
    if (area == 0 || rendition.encoded_pixels % area != 0 || common % static_cast<uint64_t>(area) != 0) return false;
    const int64_t counted = rendition.encoded_pixels / area;
    return frames.least <= static_cast<double>(counted) && static_cast<double>(counted) <= frames.most;
  };
  return fits(areas.usual) || fits(areas.at_least_146);
}

}  // namespace nodestats
