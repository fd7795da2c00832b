// Whether a segment's renditions can have been made from a source of some size.
#ifndef NODESTATS_RECORD_RENDITION_FIT_H_
#define NODESTATS_RECORD_RENDITION_FIT_H_

#include <cstdint>

#include "nodestats/nodestats.h"

namespace nodestats {

// Areas of a frame that lpms makes of a source, larger side first, where `asked` is the larger side asked for. It keeps
// that side, follows the source's shape, and rounds the other one to an even number. Portrait renditions are at least
// 146 pixels wide, which the encoders of graphics cards want: then that side is kept. 0: there is no second one.
struct ScaledAreas {
  int64_t usual;
  int64_t at_least_146;
};
ScaledAreas AreasOf(int64_t asked, int64_t larger, int64_t smaller);

// The renditions of a checked segment, if its source has so many frames, so many in a second.
class RenditionFit {
 public:
  RenditionFit(const nodestats_segment& segment, double frames, double frame_rate)
      : segment_(segment), frames_(frames), frame_rate_(frame_rate) {}

  // Smaller over larger side of a source that these renditions allow. None: `least` is above `most`.
  struct Shapes {
    double least;
    double most;
  };
  Shapes PossibleShapes() const;

  // Whether rendition `i` has as many pixels as lpms would make of a source of this size. `common` is a divisor of the
  // rendition's pixels in other segments as well, or 0.
  bool Fits(uint32_t i, uint64_t common, int64_t larger, int64_t smaller) const;

 private:
  struct Frames {
    double least;
    double most;
  };
  Frames FramesOf(const nodestats_rendition& rendition) const;
  Shapes ShapesOf(const nodestats_rendition& rendition) const;

  const nodestats_segment& segment_;
  const double frames_;
  const double frame_rate_;
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_RENDITION_FIT_H_
