#include "store/figure.h"

namespace nodestats::crawler {
namespace {

constexpr VectorId kVectors[kFigureCount] = {kStreamsAverage,          kStreamsPeak,           kStreamsAtInstant,
                                             kRegionStreamsAverage,    kCountryStreamsAverage, kSourceStreamsAverage,
                                             kPixelRateStreamsAverage, kEncodedPixels,         kRegionBroadcasters};

}  // namespace

VectorId VectorOf(Figure figure) { return kVectors[static_cast<int>(figure)]; }

std::optional<Figure> FigureOfName(absl::string_view vector_name) {
  for (int i = 0; i < kFigureCount; ++i) {
    const std::string_view name = SpecOf(kVectors[i]).name;
    if (vector_name == absl::string_view(name.data(), name.size())) return static_cast<Figure>(i);
  }
  return std::nullopt;
}

}  // namespace nodestats::crawler
