#include "verify/shape.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/printable.h"
#include "geo/cell.h"

namespace nodestats::crawler {
namespace {

// Whether no name stands twice in the list.
template <typename List>
bool AllDiffer(const List& list) {
  std::vector<std::string_view> names;
  names.reserve(static_cast<size_t>(list.size()));
  for (const auto& item : list) names.push_back(item.name());
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

bool HasKeysOf(Domain domain, const v1::Domain& given) {
  if (domain == Domain::kCell) return given.keys().empty();
  if (given.keys_size() != DomainSize(domain)) return false;
  for (int key = 0; key < given.keys_size(); ++key) {
    if (given.keys(key) != DomainKey(domain, key)) return false;
  }
  return true;
}

using Given = std::array<bool, kDomainCount>;  // by Domain: the release has it, and it is the table's

Findings CheckDomains(const v1::Release& release, Given& given) {
  if (!AllDiffer(release.domains())) return Malformed("a domain stands twice");
  for (const v1::Domain& candidate : release.domains()) {
    for (int i = 1; i < kDomainCount; ++i) {
      const auto domain = static_cast<Domain>(i);
      if (candidate.name() != DomainName(domain)) continue;
      if (!HasKeysOf(domain, candidate)) {
        return Malformed(absl::StrCat("the domain ", candidate.name(), " has other keys than here"));
      }
      given[static_cast<size_t>(i)] = true;
    }
  }
  return std::nullopt;
}

bool HasDomainsOf(const VectorSpec& spec, const v1::Vector& vector, const Given& given) {
  int next = 0;
  for (const Domain domain : {spec.outer, spec.inner}) {
    if (domain == Domain::kNone) continue;
    if (next >= vector.domains_size() || vector.domains(next) != DomainName(domain)) return false;
    if (!given[static_cast<size_t>(domain)]) return false;
    ++next;
  }
  return next == vector.domains_size();
}

bool HasValuesOf(const VectorSpec& spec, const v1::Vector& vector) {
  const auto& indexes = vector.indexes();
  if (!spec.sparse()) return indexes.empty() && vector.values_size() == spec.size();
  return vector.values_size() == indexes.size() &&
         std::adjacent_find(indexes.begin(), indexes.end(), std::greater_equal<>()) == indexes.end() &&
         (indexes.empty() || *(indexes.end() - 1) < static_cast<uint32_t>(kCellCount));
}

// One number for all values, or one for each, or none.
template <typename List>
bool IsNoiseOf(const List& numbers, const v1::Vector& vector) {
  return numbers.size() <= 1 || numbers.size() == vector.values_size();
}

Findings CheckVector(const VectorSpec& spec, const v1::Vector& vector, const Given& given) {
  if (!HasDomainsOf(spec, vector, given)) return Malformed(absl::StrCat(vector.name(), " runs over other domains"));
  if (vector.unit() != spec.unit) return Malformed(absl::StrCat(vector.name(), " is in ", Quoted(vector.unit())));
  if (!HasValuesOf(spec, vector)) return Malformed(absl::StrCat(vector.name(), " has not one value for each key"));
  if (!IsNoiseOf(vector.noise_scale(), vector) || !IsNoiseOf(vector.noise_stddev(), vector)) {
    return Malformed(absl::StrCat(vector.name(), " has noise for other values"));
  }
  if (vector.divisor() < 1) return Malformed(absl::StrCat(vector.name(), " is divided by ", vector.divisor()));
  return std::nullopt;
}

}  // namespace

const VectorSpec* FindVector(std::string_view name) {
  for (int i = 0; i < kVectorCount; ++i) {
    const VectorSpec& spec = SpecOf(static_cast<VectorId>(i));
    if (spec.name == name) return &spec;
  }
  return nullptr;
}

bool IsDomain(std::string_view name) {
  for (int i = 1; i < kDomainCount; ++i) {
    if (DomainName(static_cast<Domain>(i)) == name) return true;
  }
  return false;
}

Findings CheckShape(const v1::Release& release) {
  Given given{};
  if (Findings wrong = CheckDomains(release, given)) return wrong;
  if (!AllDiffer(release.vectors())) return Malformed("a vector stands twice");
  for (const v1::Vector& vector : release.vectors()) {
    const VectorSpec* spec = FindVector(vector.name());
    if (spec == nullptr) continue;
    if (Findings wrong = CheckVector(*spec, vector, given)) return wrong;
  }
  return std::nullopt;
}

}  // namespace nodestats::crawler
