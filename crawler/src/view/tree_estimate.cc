#include "view/tree_estimate.h"

#include <cstddef>

namespace nodestats::crawler {
namespace {

// Of a node's children, after the pass upwards.
struct Children {
  double sum = 0;
  double variance = 0;
  int count = 0;
  int unknown = 0;

  void Add(const Reading& child) {
    ++count;
    if (child.is_known()) {
      sum += child.value;
      variance += child.variance;
    } else {
      ++unknown;
    }
  }
  Reading AsReading() const { return count > 0 && unknown == 0 ? Reading{sum, variance} : Reading{}; }
};

// A child that has a reading of its own, once the parent's sum is settled.
Reading Settle(const Reading& child, const Children& siblings, const Reading& parent) {
  // With a sibling unknown, the parent tells nothing of this one.
  if (siblings.unknown > 0 || siblings.variance == 0) return child;
  const double share = child.variance / siblings.variance;
  return {child.value + share * (parent.value - siblings.sum),
          child.variance * (1 - share) + share * share * parent.variance};
}

// A child of which nothing was read: what its parent has more than its siblings.
Reading Remainder(const Children& siblings, const Reading& parent) {
  if (siblings.unknown != 1 || !parent.is_known()) return {};
  return {parent.value - siblings.sum, parent.variance + siblings.variance};
}

}  // namespace

Reading Combine(const Reading& one, const Reading& other) {
  if (!one.is_known()) return other;
  if (!other.is_known()) return one;
  const double both = one.variance + other.variance;
  if (both == 0) return {(one.value + other.value) / 2, 0};
  return {(one.value * other.variance + other.value * one.variance) / both, one.variance * (other.variance / both)};
}

std::vector<Reading> EstimateTree(const std::vector<int>& parents, std::vector<Reading> readings) {
  const auto parent_of = [&parents](size_t node) { return static_cast<size_t>(parents[node]); };
  std::vector<Children> children(readings.size());
  for (size_t i = readings.size(); i-- > 0;) {
    readings[i] = Combine(readings[i], children[i].AsReading());
    if (i > 0) children[parent_of(i)].Add(readings[i]);
  }
  for (size_t i = 1; i < readings.size(); ++i) {
    const Reading& parent = readings[parent_of(i)];
    const Children& siblings = children[parent_of(i)];
    readings[i] = readings[i].is_known() ? Settle(readings[i], siblings, parent) : Remainder(siblings, parent);
  }
  return readings;
}

}  // namespace nodestats::crawler
