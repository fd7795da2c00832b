#include "release/validate.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "base/plain.h"
#include "geo/cell.h"

namespace nodestats {
namespace {

constexpr int kMaxItems = 4096;             // of any list
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

bool ValidTimes(const v1::Release& release) {
  if (release.window() < v1::WINDOW_1H || release.window() > v1::WINDOW_24H) return false;
  const int64_t length_s = kWindows[WindowOf(release)].length_s;
  const int64_t start_s = release.start_unix_seconds();
  if (start_s < 0 || start_s > kMaxTime || start_s % length_s != 0) return false;
  if (release.end_unix_seconds() - start_s != length_s) return false;
  const auto& hours = release.covered_hours();
  return !hours.empty() && std::is_sorted(hours.begin(), hours.end()) &&
         std::adjacent_find(hours.begin(), hours.end()) == hours.end() && *(hours.end() - 1) < length_s / kHourS;
}

const v1::Domain* Find(const v1::Release& release, absl::string_view name) {
  for (const v1::Domain& domain : release.domains()) {
    if (domain.name() == name) return &domain;
  }
  return nullptr;
}

bool ValidDomains(const v1::Release& release) {
  return release.domains_size() <= 64 &&
         std::all_of(release.domains().begin(), release.domains().end(), [](const v1::Domain& domain) {
           return Name(domain.name()) && domain.keys_size() <= kMaxItems &&
                  std::all_of(domain.keys().begin(), domain.keys().end(), Plain);
         });
}

bool ValidSparse(const v1::Vector& vector) {
  const auto& indexes = vector.indexes();
  return vector.domains_size() == 1 && vector.domains(0) == "cell" && vector.values_size() == indexes.size() &&
         std::is_sorted(indexes.begin(), indexes.end()) &&
         (indexes.empty() || *(indexes.end() - 1) < uint32_t{kCellCount});
}

bool ValidVector(const v1::Release& release, const v1::Vector& vector) {
  if (!Name(vector.name()) || !Plain(vector.unit()) || vector.divisor() < 1 || vector.domains_size() > 2) return false;
  if (!std::isfinite(vector.noise_scale()) || !std::isfinite(vector.noise_stddev())) return false;
  int64_t size = 1;
  for (const std::string& name : vector.domains()) {
    const v1::Domain* domain = Find(release, name);
    if (domain == nullptr) return false;
    if (name == "cell") return ValidSparse(vector);
    size *= domain->keys_size();
  }
  return vector.values_size() == size && vector.indexes().empty();
}

}  // namespace

bool ValidRelease(const v1::Release& release) {
  return ValidTimes(release) && ValidDomains(release) && std::isfinite(release.epsilon()) &&
         HexDigits(release.instance_id(), 32) && Plain(release.software_version()) &&
         Plain(release.geo_database().type()) && Account(release.signer()) && Account(release.recipient()) &&
         release.kinds_size() <= 64 && release.vectors_size() <= 64 &&
         std::all_of(release.vectors().begin(), release.vectors().end(),
                     [&](const v1::Vector& vector) { return ValidVector(release, vector); });
}

Window WindowOf(const v1::Release& release) { return static_cast<Window>(release.window() - v1::WINDOW_1H); }

}  // namespace nodestats
