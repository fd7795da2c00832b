#include "view/stream_tree.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace nodestats::crawler {
namespace {

constexpr size_t kFirstRegion = 1;
constexpr size_t kFirstCountry = kFirstRegion + kRegionCount;

std::vector<int> Parents() {
  std::vector<int> parents(kFirstCountry + kCountryCount, 0);
  for (int country = 0; country < kCountryCount; ++country) {
    parents[kFirstCountry + static_cast<size_t>(country)] = static_cast<int>(kFirstRegion) + RegionOfCountry(country);
  }
  return parents;
}

template <size_t kSize>
std::optional<std::array<Sum, kSize>> SumsAt(const std::vector<Reading>& estimates, size_t first) {
  std::array<Sum, kSize> sums;
  for (size_t i = 0; i < kSize; ++i) {
    if (!estimates[first + i].is_known()) return std::nullopt;
    sums[i] = {estimates[first + i].value, estimates[first + i].variance};
  }
  return sums;
}

template <typename Sums>
void AddTo(std::optional<Sums>& to, const std::optional<Sums>& from) {
  if (!from.has_value()) return;
  if (!to.has_value()) to.emplace();
  for (size_t i = 0; i < from->size(); ++i) (*to)[i] += (*from)[i];
}

}  // namespace

StreamEstimate& StreamEstimate::operator+=(const StreamEstimate& other) {
  total += other.total;
  AddTo(regions, other.regions);
  AddTo(countries, other.countries);
  return *this;
}

StreamEstimate EstimateStreams(const StreamReadings& readings) {
  static const std::vector<int>& parents = *new std::vector<int>(Parents());
  std::vector<Reading> tree(parents.size());
  tree[0] = readings.total;
  std::copy(readings.regions.begin(), readings.regions.end(), tree.begin() + kFirstRegion);
  std::copy(readings.countries.begin(), readings.countries.end(), tree.begin() + kFirstCountry);
  const std::vector<Reading> estimates = EstimateTree(parents, std::move(tree));
  StreamEstimate estimate;
  if (estimates[0].is_known()) estimate.total = {estimates[0].value, estimates[0].variance};
  estimate.regions = SumsAt<kRegionCount>(estimates, kFirstRegion);
  estimate.countries = SumsAt<kCountryCount>(estimates, kFirstCountry);
  return estimate;
}

}  // namespace nodestats::crawler
