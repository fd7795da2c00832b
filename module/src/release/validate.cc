#include "release/validate.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "base/plain.h"
#include "geo/cell.h"

namespace nodestats {
namespace {

constexpr int kMaxItems = 4096;             // of any list
constexpr int kMaxParts = 64;               // domains, vectors, kinds
constexpr size_t kMaxString = 256;          // bytes
constexpr int64_t kMaxTime = 253402300800;  // the year 10000

bool Plain(absl::string_view text) { return text.size() <= kMaxString && IsPlain(text); }

bool Name(absl::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_islower(c) || c == '_'; });
}

bool HexDigits(absl::string_view text, size_t digits) {
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isxdigit(c); });
}

bool Account(absl::string_view text) {
  return text.empty() || (text.substr(0, 2) == "0x" && HexDigits(text.substr(2), 40));
}

// Whether `name_of` gives each item of `list` another name.
template <typename List, typename NameOf>
bool AllDiffer(const List& list, NameOf name_of) {
  std::vector<absl::string_view> names;
  for (const auto& item : list) names.push_back(name_of(item));
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

bool ValidTimes(const v1::Release& release) {
  if (release.window() < v1::WINDOW_1H || release.window() > v1::WINDOW_24H) return false;
  const int64_t length_s = kWindows[WindowOf(release)].length_s;
  const int64_t start_s = release.start_unix_seconds();
  if (start_s < 0 || start_s > kMaxTime || start_s % length_s != 0) return false;
  if (release.end_unix_seconds() != start_s + length_s) return false;
  const auto& hours = release.covered_hours();
  return !hours.empty() && std::adjacent_find(hours.begin(), hours.end(), std::greater_equal<>()) == hours.end() &&
         *(hours.end() - 1) < length_s / kHourS;
}

const v1::Domain* Find(const v1::Release& release, absl::string_view name) {
  for (const v1::Domain& domain : release.domains()) {
    if (domain.name() == name) return &domain;
  }
  return nullptr;
}

bool ValidDomain(const v1::Domain& domain) {
  return Name(domain.name()) && domain.keys_size() <= kMaxItems &&
         std::all_of(domain.keys().begin(), domain.keys().end(), Plain) &&
         AllDiffer(domain.keys(), [](const std::string& key) { return absl::string_view(key); });
}

bool ValidDomains(const v1::Release& release) {
  const auto& domains = release.domains();
  return domains.size() <= kMaxParts && std::all_of(domains.begin(), domains.end(), ValidDomain) &&
         AllDiffer(domains, [](const v1::Domain& domain) { return absl::string_view(domain.name()); });
}

bool ValidSparse(const v1::Vector& vector) {
  const auto& indexes = vector.indexes();
  return vector.domains_size() == 1 && vector.domains(0) == "cell" && vector.values_size() == indexes.size() &&
         std::adjacent_find(indexes.begin(), indexes.end(), std::greater_equal<>()) == indexes.end() &&
         (indexes.empty() || *(indexes.end() - 1) < uint32_t{kCellCount});
}

// Numbers for all of the vector's values, or for each.
template <typename List>
bool ValidNoise(const List& numbers, const v1::Vector& vector) {
  return (numbers.size() <= 1 || numbers.size() == vector.values_size()) &&
         std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
}

bool ValidVector(const v1::Release& release, const v1::Vector& vector) {
  if (!Name(vector.name()) || !Plain(vector.unit()) || vector.divisor() < 1 || vector.domains_size() > 2) return false;
  if (!ValidNoise(vector.noise_scale(), vector) || !ValidNoise(vector.noise_stddev(), vector)) return false;
  int64_t size = 1;
  for (const std::string& name : vector.domains()) {
    const v1::Domain* domain = Find(release, name);
    if (domain == nullptr) return false;
    if (name == "cell") return ValidSparse(vector);
    size *= domain->keys_size();
  }
  return vector.values_size() == size && vector.indexes().empty();
}

bool ValidVectors(const v1::Release& release) {
  const auto& vectors = release.vectors();
  return vectors.size() <= kMaxParts &&
         std::all_of(vectors.begin(), vectors.end(),
                     [&](const auto& vector) { return ValidVector(release, vector); }) &&
         AllDiffer(vectors, [](const v1::Vector& vector) { return absl::string_view(vector.name()); });
}

bool ValidMode(const v1::Release& release) {
  return release.privacy_mode() != v1::PRIVACY_MODE_UNSPECIFIED && v1::PrivacyMode_IsValid(release.privacy_mode()) &&
         std::isfinite(release.epsilon());
}

bool ValidNodeUris(const v1::Release& release) {
  const auto& uris = release.node_uris();
  return uris.size() <= kMaxParts && std::all_of(uris.begin(), uris.end(), Plain);
}

bool ValidKinds(const v1::Release& release) {
  const auto& kinds = release.kinds();
  return kinds.size() <= kMaxParts && std::all_of(kinds.begin(), kinds.end(), [](int kind) {
           return kind != v1::KIND_UNSPECIFIED && v1::Kind_IsValid(kind);
         });
}

}  // namespace

bool ValidRelease(const v1::Release& release) {
  return ValidTimes(release) && ValidMode(release) && ValidKinds(release) && ValidDomains(release) &&
         ValidVectors(release) && HexDigits(release.instance_id(), 32) && Plain(release.software_version()) &&
         Plain(release.geo_database().type()) && Account(release.signer()) && Account(release.recipient()) &&
         ValidNodeUris(release);
}

Window WindowOf(const v1::Release& release) { return static_cast<Window>(release.window() - v1::WINDOW_1H); }

}  // namespace nodestats
