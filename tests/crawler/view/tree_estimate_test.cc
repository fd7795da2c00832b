#include "view/tree_estimate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "view/dense_least_squares.h"

namespace nodestats::crawler {
namespace {

TEST(Combine, WeighsByPrecision) {
  const Reading both = Combine({10, 1}, {20, 4});
  EXPECT_DOUBLE_EQ(both.value, 12);
  EXPECT_DOUBLE_EQ(both.variance, 0.8);
}

TEST(Combine, TakesTheOneThatIsKnown) {
  EXPECT_EQ(Combine({}, {3, 2}).value, 3);
  EXPECT_EQ(Combine({3, 2}, {}).variance, 2);
  EXPECT_FALSE(Combine({}, {}).is_known());
}

TEST(Combine, BelievesTheExactOne) {
  EXPECT_EQ(Combine({3, 0}, {5, 7}).value, 3);
  EXPECT_EQ(Combine({5, 7}, {3, 0}).variance, 0);
  EXPECT_EQ(Combine({3, 0}, {5, 0}).value, 4);
}

// A tree of random shape with random readings, as a dense problem in its leaves.
struct Instance {
  std::vector<int> parents;
  std::vector<Reading> readings;

  std::vector<size_t> Leaves() const {
    std::vector<bool> is_inner(parents.size(), false);
    for (size_t i = 1; i < parents.size(); ++i) is_inner[static_cast<size_t>(parents[i])] = true;
    std::vector<size_t> leaves;
    for (size_t i = 0; i < parents.size(); ++i) {
      if (!is_inner[i]) leaves.push_back(i);
    }
    return leaves;
  }

  bool IsWithin(size_t node, size_t ancestor) const {
    while (node != ancestor && node != 0) node = static_cast<size_t>(parents[node]);
    return node == ancestor;
  }

  // Which leaves a node is the sum of.
  std::vector<double> RowOf(size_t node) const {
    std::vector<double> row;
    for (const size_t leaf : Leaves()) row.push_back(IsWithin(leaf, node) ? 1 : 0);
    return row;
  }

  DenseEstimate Dense() const {
    Matrix design;
    std::vector<double> y;
    std::vector<double> variances;
    for (size_t i = 0; i < readings.size(); ++i) {
      if (!readings[i].is_known()) continue;
      design.push_back(RowOf(i));
      y.push_back(readings[i].value);
      variances.push_back(readings[i].variance);
    }
    return DenseLeastSquares(design, y, variances, Leaves().size());
  }
};

double Dot(const std::vector<double>& one, const std::vector<double>& other) {
  double sum = 0;
  for (size_t i = 0; i < one.size(); ++i) sum += one[i] * other[i];
  return sum;
}

double VarianceOf(const std::vector<double>& row, const Matrix& covariance) {
  double sum = 0;
  for (size_t i = 0; i < row.size(); ++i) sum += row[i] * Dot(covariance[i], row);
  return sum;
}

void ExpectSameAsDense(const Instance& instance, const DenseEstimate& dense) {
  const std::vector<Reading> estimates = EstimateTree(instance.parents, instance.readings);
  for (size_t i = 0; i < estimates.size(); ++i) {
    const std::vector<double> row = instance.RowOf(i);
    const double value = Dot(row, dense.values);
    const double error = std::sqrt(std::max(VarianceOf(row, dense.covariance), 0.0));
    ASSERT_TRUE(estimates[i].is_known()) << "node " << i;
    EXPECT_NEAR(estimates[i].value, value, 1e-9 * std::max(std::abs(value), 1.0)) << "node " << i;
    // A square root of rounding where the error is none.
    EXPECT_NEAR(std::sqrt(estimates[i].variance), error, error < 1e-5 ? 1e-5 : 1e-9 * error) << "node " << i;
  }
}

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  size_t Below(size_t n) { return engine_() % n; }
  double Uniform(double from, double to) { return std::uniform_real_distribution<double>(from, to)(engine_); }

  // Of up to 14 nodes. `missing` and `exact`: of a hundred nodes, how many have no reading or one without noise.
  Instance Tree(size_t missing, size_t exact) {
    Instance instance;
    const size_t size = 2 + Below(13);
    for (size_t i = 0; i < size; ++i) {
      instance.parents.push_back(i == 0 ? 0 : static_cast<int>(Below(i)));
      const size_t kind = Below(100);
      const double variance = kind < missing ? Reading{}.variance : kind < missing + exact ? 0 : Uniform(0.1, 9);
      instance.readings.push_back({Uniform(-5, 50), variance});
    }
    return instance;
  }

 private:
  std::mt19937_64 engine_;
};

TEST(TreeEstimate, IsTheLeastSquaresOfAnyTree) {
  Random random(1);
  for (int i = 0; i < 300; ++i) {
    const Instance instance = random.Tree(0, 0);
    const DenseEstimate dense = instance.Dense();
    ASSERT_TRUE(dense.is_determined);
    ExpectSameAsDense(instance, dense);
  }
}

TEST(TreeEstimate, IsTheLeastSquaresWhereReadingsAreMissing) {
  Random random(2);
  int compared = 0;
  for (int i = 0; i < 600; ++i) {
    const Instance instance = random.Tree(25, 0);
    const DenseEstimate dense = instance.Dense();
    if (!dense.is_determined) continue;  // nothing tells of some leaf
    ExpectSameAsDense(instance, dense);
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

TEST(TreeEstimate, IsTheLeastSquaresWhereReadingsAreExact) {
  Random random(3);
  int compared = 0;
  for (int i = 0; i < 600; ++i) {
    const Instance instance = random.Tree(15, 15);
    const DenseEstimate dense = instance.Dense();
    if (!dense.is_determined) continue;  // also where exact readings say the same thing twice
    ExpectSameAsDense(instance, dense);
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

TEST(TreeEstimate, SaysWhatCannotBeKnown) {
  // Two leaves of three without a reading: their sum is known, neither of them is.
  const std::vector<Reading> estimates = EstimateTree({0, 0, 0, 0}, {{10, 1}, {4, 1}, {}, {}});
  EXPECT_EQ(estimates[0].value, 10);
  EXPECT_EQ(estimates[1].value, 4);
  EXPECT_EQ(estimates[1].variance, 1);
  EXPECT_FALSE(estimates[2].is_known());
  EXPECT_FALSE(estimates[3].is_known());
}

TEST(TreeEstimate, GivesALoneUnknownChildTheRest) {
  const std::vector<Reading> estimates = EstimateTree({0, 0, 0}, {{10, 1}, {4, 2}, {}});
  EXPECT_EQ(estimates[2].value, 6);
  EXPECT_EQ(estimates[2].variance, 3);
}

TEST(TreeEstimate, KnowsNothingFromNothing) {
  for (const Reading& estimate : EstimateTree({0, 0, 0, 1}, std::vector<Reading>(4))) EXPECT_FALSE(estimate.is_known());
}

TEST(TreeEstimate, LeavesExactReadingsThatDisagree) {
  const std::vector<Reading> estimates = EstimateTree({0, 0, 0}, {{10, 0}, {4, 0}, {8, 0}});
  EXPECT_EQ(estimates[0].value, 11);
  EXPECT_EQ(estimates[1].value, 4);
  EXPECT_EQ(estimates[2].value, 8);
  EXPECT_EQ(estimates[0].variance, 0);
}

TEST(TreeEstimate, ChildrenAddUpToTheirParent) {
  Random random(4);
  for (int i = 0; i < 100; ++i) {
    const Instance instance = random.Tree(0, 0);
    const std::vector<Reading> estimates = EstimateTree(instance.parents, instance.readings);
    std::vector<double> sums(estimates.size(), 0);
    std::vector<int> children(estimates.size(), 0);
    for (size_t k = 1; k < estimates.size(); ++k) {
      sums[static_cast<size_t>(instance.parents[k])] += estimates[k].value;
      ++children[static_cast<size_t>(instance.parents[k])];
    }
    for (size_t k = 0; k < estimates.size(); ++k) {
      if (children[k] > 0) {
        EXPECT_NEAR(sums[k], estimates[k].value, 1e-9);
      }
    }
  }
}

TEST(TreeEstimate, ErrorsAreThoseOfTheEstimate) {
  // By drawing: what the variances say is what the estimates do.
  std::mt19937_64 engine(5);
  const std::vector<int> parents = {0, 0, 0, 1, 1};
  const double truth[] = {10, 6, 4, 1, 5};
  const double variances[] = {4, 1, 9, 2, 3};
  constexpr int kDraws = 40000;
  std::vector<double> squares(5, 0);
  std::vector<Reading> estimates;
  for (int draw = 0; draw < kDraws; ++draw) {
    std::vector<Reading> readings;
    for (size_t i = 0; i < 5; ++i) {
      std::normal_distribution<double> noise(0, std::sqrt(variances[i]));
      readings.push_back({truth[i] + noise(engine), variances[i]});
    }
    estimates = EstimateTree(parents, readings);
    for (size_t i = 0; i < 5; ++i) squares[i] += std::pow(estimates[i].value - truth[i], 2);
  }
  for (size_t i = 0; i < 5; ++i) EXPECT_NEAR(squares[i] / kDraws / estimates[i].variance, 1, 0.05) << i;
}

}  // namespace
}  // namespace nodestats::crawler
