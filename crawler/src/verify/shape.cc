#include "verify/shape.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
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

bool IsKnown(const v1::Domain& candidate) {
  for (int i = 1; i < kDomainCount; ++i) {
    const auto domain = static_cast<Domain>(i);
    if (candidate.name() == DomainName(domain)) return HasKeysOf(domain, candidate);
  }
  return false;
}

bool HasDomain(const v1::Release& release, std::string_view name) {
  return absl::c_any_of(release.domains(), [=](const v1::Domain& domain) { return domain.name() == name; });
}

bool HasDomainsOf(const VectorSpec& spec, const v1::Vector& vector, const v1::Release& release) {
  int next = 0;
  for (const Domain domain : {spec.outer, spec.inner}) {
    if (domain == Domain::kNone) continue;
    if (next >= vector.domains_size() || vector.domains(next) != DomainName(domain)) return false;
    if (!HasDomain(release, DomainName(domain))) return false;
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

Findings CheckVector(const VectorSpec& spec, const v1::Vector& vector, const v1::Release& release) {
  if (!HasDomainsOf(spec, vector, release)) return Malformed(absl::StrCat(vector.name(), " runs over other domains"));
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

void LeaveOutUnknown(v1::Release& release) {
  const auto keep = [](auto& all, auto is_known) {
    all.erase(std::stable_partition(all.begin(), all.end(), is_known), all.end());
  };
  std::set<std::string> unknown;  // names of domains
  for (const v1::Domain& domain : release.domains()) {
    if (!IsKnown(domain)) unknown.insert(domain.name());
  }
  keep(*release.mutable_domains(), [&](const v1::Domain& domain) { return !unknown.contains(domain.name()); });
  keep(*release.mutable_vectors(), [&](const v1::Vector& vector) {
    return FindVector(vector.name()) != nullptr &&
           absl::c_none_of(vector.domains(), [&](const std::string& domain) { return unknown.contains(domain); });
  });
  release.DiscardUnknownFields();
}

bool ParseKnown(const std::string& payload, v1::Release& release) {
  if (!release.ParseFromString(payload)) return false;
  LeaveOutUnknown(release);
  return true;
}

Findings CheckShape(const v1::Release& release) {
  if (!AllDiffer(release.domains())) return Malformed("a domain stands twice");
  if (!AllDiffer(release.vectors())) return Malformed("a vector stands twice");
  for (const v1::Vector& vector : release.vectors()) {
    const VectorSpec* spec = FindVector(vector.name());
    if (spec == nullptr) return Malformed(absl::StrCat("the vector ", Quoted(vector.name()), " is unknown"));
    if (Findings wrong = CheckVector(*spec, vector, release)) return wrong;
  }
  return std::nullopt;
}

}  // namespace nodestats::crawler
