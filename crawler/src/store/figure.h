// The published vectors that the network's view is made of.
#ifndef NODESTATS_CRAWLER_STORE_FIGURE_H_
#define NODESTATS_CRAWLER_STORE_FIGURE_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "domain/vectors.h"

namespace nodestats::crawler {

// Their numbers are stored: add at the end only.
enum class Figure : uint8_t {
  kStreams,
  kStreamsPeak,
  kStreamsAtInstant,
  kRegionStreams,
  kCountryStreams,
  kSourceStreams,
  kPixelRateStreams,
  kEncodedPixels,
  kRegionBroadcasters
};
inline constexpr int kFigureCount = 9;

VectorId VectorOf(Figure figure);  // its row in the table of what is published
std::optional<Figure> FigureOfName(absl::string_view vector_name);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_FIGURE_H_
