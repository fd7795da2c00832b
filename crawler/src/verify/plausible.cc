#include "verify/plausible.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

// Also false for what is not a number.
bool Within(double number, double least, double most) { return number >= least && number <= most; }

template <typename List>
bool AllWithin(const List& numbers, double least, double most) {
  return std::all_of(numbers.begin(), numbers.end(), [=](double number) { return Within(number, least, most); });
}

Findings CheckNoise(const v1::Release& release, const v1::Vector& vector, double most) {
  const bool private_mode = release.privacy_mode() != v1::PRIVACY_MODE_BINNED;
  // A figure without an error would outweigh all others in a weighted mean.
  const bool missing =
      vector.noise_stddev().empty() || std::any_of(vector.noise_stddev().begin(), vector.noise_stddev().end(),
                                                   [](double stddev) { return stddev == 0; });
  if (private_mode && missing) return Malformed(absl::StrCat(vector.name(), " has no noise in a private mode"));
  if (!AllWithin(vector.noise_stddev(), 0, most) || !AllWithin(vector.noise_scale(), 0, most)) {
    return Malformed(absl::StrCat(vector.name(), " has noise that is none"));
  }
  return std::nullopt;
}

}  // namespace

double MostOf(std::string_view unit, int covered_hours) {
  const double stream_hours = kMostStreams * covered_hours;
  if (unit == "streams") return kMostStreams;
  if (unit == "broadcasters") return kMostBroadcasters;
  if (unit == "pixels") return stream_hours * kMostPixels;
  if (unit == "bytes") return stream_hours * kMostBytes;
  if (unit == "seconds") return stream_hours * kMostSeconds;
  if (unit == "segments") return stream_hours * kMostSegments;
  return 0;
}

Findings CheckPlausible(const v1::Release& release, const VectorSpec& spec, const v1::Vector& vector) {
  const double most = MostOf(spec.unit, release.covered_hours_size());
  if (Findings wrong = CheckNoise(release, vector, most)) return wrong;
  const double least = vector.noise_stddev().empty() ? 0 : -most;
  const auto divisor = static_cast<double>(vector.divisor());
  for (const int64_t value : vector.values()) {
    if (Within(static_cast<double>(value) / divisor, least, most)) continue;
    return Malformed(absl::StrCat(vector.name(), " of ", static_cast<double>(value) / divisor, " ",
                                  std::string(spec.unit), " is not possible"));
  }
  return std::nullopt;
}

}  // namespace nodestats::crawler
