// How much of the claim one unit uses up: what its records change in all releases, weighed by the budget.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_LOSS_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_LOSS_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "abi/figures.h"
#include "privacy/audit/expected_budget.h"
#include "privacy/audit/script.h"
#include "privacy/injected_noise.h"

namespace nodestats_test {

// A row of the budget: vector and window.
using Row = std::pair<std::string, std::string>;

inline Row RowOf(const ExpectedShare& share) { return {share.vector, share.window}; }

// The changes between two runs without noise.
class Loss {
 public:
  Loss(const Played& a, const Played& b, uint32_t privacy) : privacy_(privacy) {
    EXPECT_EQ(NamesOf(a), NamesOf(b)) << "which releases there are depends on a stream";
    for (const auto& [name, release] : a.releases) {
      const auto other = b.releases.find(name);
      if (other != b.releases.end()) AddRelease(name, release, other->second);
    }
  }

  // Sum of |change| over all values of all releases, in the unit of the row's sensitivity.
  int64_t Change(const Row& row) const {
    const auto found = changes_.find(row);
    return found == changes_.end() ? 0 : found->second;
  }

  // In fractions of the row's sensitivity.
  double Attained(const ExpectedShare& share) const {
    return static_cast<double>(Change(RowOf(share))) / static_cast<double>(share.sensitivity);
  }

  // In fractions of what the mode claims.
  double Total() const {
    double milli_epsilon = 0;
    for (const ExpectedShare& share : ExpectedBudget(privacy_)) milli_epsilon += Attained(share) * share.milli_epsilon;
    return milli_epsilon / ClaimedMilliEpsilon(privacy_);
  }

  // That no row changes by more than `times` its sensitivity: exactly, where a sum of fractions would be rounded.
  void ExpectWithin(int64_t times) const {
    for (const ExpectedShare& share : ExpectedBudget(privacy_)) {
      EXPECT_LE(Change(RowOf(share)), times * share.sensitivity) << share.vector << " of " << share.window;
    }
    EXPECT_LE(Total(), static_cast<double>(times) + 1e-9);
  }

  // What a stream may change where it leaves its places to others (doc/privacy.md, "Admission"): its place in the table
  // to one, so that of it all is changed twice, but for what is one figure, where one that leaves and one that comes
  // cancel out; its place among those that failed and its successor's to two, of which outcomes alone are counted
  // there.
  void ExpectWithinFullTable() const {
    for (const ExpectedShare& share : ExpectedBudget(privacy_)) {
      const bool single = share.vector == "streams_average" || share.vector == "streams_peak";
      const int64_t times = share.vector == "outcome_streams" ? 7 : single ? 1 : 2;
      EXPECT_LE(Change(RowOf(share)), times * share.sensitivity) << share.vector << " of " << share.window;
    }
    EXPECT_LE(Total(), 2 + 1e-9);
  }

  void ExpectNone() const {
    for (const auto& [row, change] : changes_) EXPECT_EQ(change, 0) << row.first << " of " << row.second;
  }

 private:
  static std::vector<std::string> NamesOf(const Played& played) {
    std::vector<std::string> names;
    for (const auto& [name, release] : played.releases) names.push_back(name);
    return names;
  }

  void AddRelease(const std::string& name, const v1::Release& a, const v1::Release& b) {
    EXPECT_EQ(a.vectors_size(), b.vectors_size());
    EXPECT_EQ(CoveredHours(a), CoveredHours(b)) << name;
    for (int i = 0; i < std::min(a.vectors_size(), b.vectors_size()); ++i) {
      const v1::Vector& from = a.vectors(i);
      const v1::Vector& to = b.vectors(i);
      EXPECT_EQ(from.name(), to.name());
      EXPECT_EQ(from.divisor(), to.divisor()) << name << " " << from.name();
      ASSERT_EQ(from.values_size(), to.values_size()) << name << " " << from.name();
      int64_t& change = changes_[{from.name(), NameOf(a.window())}];
      for (int at = 0; at < from.values_size(); ++at) {
        int64_t difference = std::abs(from.values(at) - to.values(at));
        if (from.name() == "encoded_pixels") {
          const int64_t unit = MilliNominalPixels(ClassesOf(a, from, at).at(0));
          EXPECT_EQ(from.values(at) % unit, 0) << name;
          difference /= unit;
        }
        change += difference;
      }
    }
  }

  const uint32_t privacy_;
  std::map<Row, int64_t> changes_;
};

// What the unit's records change, without noise.
inline Loss LossOf(const Script& script, const Unit& unit, uint32_t privacy = kStreamHourMode) {
  const InjectedNoise none(NoNoise);
  return {Play(script, privacy), PlayWithout(script, unit, privacy), privacy};
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_LOSS_H_
