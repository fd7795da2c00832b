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

// What a figure of 1 is, in the whole numbers that the library adds its noise to: a node's own divisor is not believed.
double UnitOf(const VectorSpec& spec, int covered_hours) {
  return static_cast<double>(spec.divisor) * (spec.combine == Combine::kAverage ? covered_hours : 1);
}

// Whether each figure has an error, about that which its mode's budget gives: one that is too small would outweigh all
// others in a weighted mean, and one that is too large would drown them in a sum.
Findings CheckPrivateNoise(const v1::Release& release, Mode mode, const VectorSpec& spec, const v1::Vector& vector) {
  const auto& stddevs = vector.noise_stddev();
  const VectorId id = IdOf(spec);
  const Share* share = FindShare(mode, static_cast<Window>(release.window() - v1::WINDOW_1H), id);
  if (share == nullptr) return Malformed(absl::StrCat(vector.name(), " is not published in this mode and window"));
  const int different = MultiplierOf(mode, id, 0) == 1 ? 1 : spec.size();  // noises
  if (stddevs.size() != different && stddevs.size() != spec.size()) {
    return Malformed(absl::StrCat(vector.name(), " has ", stddevs.size(), " errors in a private mode"));
  }
  const double usual = share->Scale().Stddev() / UnitOf(spec, release.covered_hours_size());
  for (int key = 0; key < stddevs.size(); ++key) {
    const double own = usual * static_cast<double>(MultiplierOf(mode, id, key));
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
  if (mode != Mode::kBinned) return CheckPrivateNoise(release, mode, spec, vector);
  if (vector.noise_stddev().empty()) return std::nullopt;
  return Malformed(absl::StrCat(vector.name(), " has noise, which binned figures have not"));
}

// The least that a figure can be: what is below zero is noise.
double LeastOf(const v1::Vector& vector, int key) {
  const auto& stddevs = vector.noise_stddev();
  if (stddevs.empty()) return 0;
  return -kMostStddevs * stddevs[stddevs.size() == 1 ? 0 : key];
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
  const auto divisor = static_cast<double>(vector.divisor());
  for (int key = 0; key < vector.values_size(); ++key) {
    const double figure = static_cast<double>(vector.values(key)) / divisor;
    if (Within(figure, LeastOf(vector, key), most)) continue;
    return Malformed(absl::StrCat(vector.name(), " of ", figure, " ", std::string(spec.unit), " is not possible"));
  }
  return std::nullopt;
}

}  // namespace nodestats::crawler
