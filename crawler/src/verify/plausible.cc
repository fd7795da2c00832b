#include "verify/plausible.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "privacy/budget.h"

namespace nodestats::crawler {
namespace {

// Also false for what is not a number.
bool Within(double number, double least, double most) { return number >= least && number <= most; }

template <typename List>
bool AllWithin(const List& numbers, double least, double most) {
  return std::all_of(numbers.begin(), numbers.end(), [=](double number) { return Within(number, least, most); });
}

VectorId IdOf(const VectorSpec& spec) { return static_cast<VectorId>(&spec - &SpecOf(kStreamsAverage)); }

// Whether each figure has an error, about that which its mode's budget gives: one that is too small would outweigh all
// others in a weighted mean, and one that is too large would drown them in a sum.
Findings CheckPrivateNoise(Mode mode, Window window, const VectorSpec& spec, const v1::Vector& vector) {
  const auto& stddevs = vector.noise_stddev();
  if (stddevs.empty()) return Malformed(absl::StrCat(vector.name(), " has no noise in a private mode"));
  const Share* share = FindShare(mode, window, IdOf(spec));
  if (share == nullptr) return Malformed(absl::StrCat(vector.name(), " is not published in this mode and window"));
  const double usual = share->Scale().Stddev() / static_cast<double>(vector.divisor());
  for (int key = 0; key < stddevs.size(); ++key) {
    const double own = usual * static_cast<double>(MultiplierOf(mode, IdOf(spec), key));
    if (Within(stddevs[key], own / kNoiseTolerance, own * kNoiseTolerance)) continue;
    return Malformed(absl::StrCat(vector.name(), " has noise of ", stddevs[key], " where the mode gives ", own));
  }
  return std::nullopt;
}

Findings CheckNoise(const v1::Release& release, const VectorSpec& spec, const v1::Vector& vector, double most) {
  if (!AllWithin(vector.noise_stddev(), 0, most) || !AllWithin(vector.noise_scale(), 0, most)) {
    return Malformed(absl::StrCat(vector.name(), " has noise that is none"));
  }
  const auto mode = static_cast<Mode>(release.privacy_mode() - v1::PRIVACY_MODE_STREAM_HOUR);
  if (mode == Mode::kBinned) return std::nullopt;
  return CheckPrivateNoise(mode, static_cast<Window>(release.window() - v1::WINDOW_1H), spec, vector);
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
  if (Findings wrong = CheckNoise(release, spec, vector, most)) return wrong;
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
