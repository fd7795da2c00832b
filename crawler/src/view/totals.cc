#include "view/totals.h"

#include <algorithm>
#include <array>

#include "domain/windows.h"

namespace nodestats::crawler {
namespace {

template <size_t kSize>
std::array<Estimate, kSize> Estimates(absl::Span<const Sum> sums, double divisor) {
  std::array<Estimate, kSize> estimates;
  for (size_t i = 0; i < kSize; ++i) estimates[i] = sums[i].DividedBy(divisor);
  return estimates;
}

template <size_t kSize>
std::optional<std::array<Estimate, kSize>> Estimates(const FigureSums& sums, Figure figure, double divisor) {
  if (!sums.Has(figure)) return std::nullopt;
  return Estimates<kSize>(sums.Of(figure), divisor);
}

template <size_t kSize>
std::optional<std::array<Estimate, kSize>> Estimates(const std::optional<std::array<Sum, kSize>>& sums,
                                                     double divisor) {
  if (!sums.has_value()) return std::nullopt;
  return Estimates<kSize>(absl::MakeConstSpan(*sums), divisor);
}

}  // namespace

Peak Larger(const Peak& one, const Peak& other) {
  if (one.kind == PeakKind::kUnknown || other.kind == PeakKind::kUnknown) return {};
  Peak larger = one.streams.value >= other.streams.value ? one : other;
  if (one.kind != other.kind) larger.kind = PeakKind::kUpperBound;
  return larger;
}

Totals& Totals::operator+=(const Totals& other) {
  published.Add(other.published);
  estimate += other.estimate;
  if (other.peak.has_value()) peak = peak.has_value() ? Larger(*peak, *other.peak) : *other.peak;
  if (other.broadcasters.has_value()) broadcasters = std::max(broadcasters.value_or(0), *other.broadcasters);
  return *this;
}

NetworkView ViewOf(const Totals& totals, int64_t start_unix_seconds, int64_t end_unix_seconds) {
  NetworkView view;
  view.start_unix_seconds = start_unix_seconds;
  view.end_unix_seconds = end_unix_seconds;
  const double hours = static_cast<double>(end_unix_seconds - start_unix_seconds) / kHourS;
  view.streams = totals.estimate.total.DividedBy(hours);
  const FigureSums& published = totals.published;
  view.region_streams_published = Estimates<kRegionCount>(published, Figure::kRegionStreams, hours);
  view.region_streams = Estimates(totals.estimate.regions, hours);
  view.country_streams_published = Estimates<kCountryCount>(published, Figure::kCountryStreams, hours);
  view.country_streams = Estimates(totals.estimate.countries, hours);
  view.encoded_pixels = Estimates<kRungCount>(published, Figure::kEncodedPixels, 1);
  view.source_streams = Estimates<kSourceRungCount>(published, Figure::kSourceStreams, hours);
  view.pixel_rate_streams = Estimates<kPixelRateCount>(published, Figure::kPixelRateStreams, hours);
  const Peak peak = totals.peak.value_or(Peak());
  view.peak_kind = peak.kind;
  view.streams_peak = peak.streams.DividedBy(1);
  view.broadcasters_lower_bound = totals.broadcasters;
  return view;
}

}  // namespace nodestats::crawler
