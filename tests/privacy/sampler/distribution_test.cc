// Samples from the library's own source, from getrandom(2) on, at each scale of the budget: 10^7 in all, 10^9 with
// NODESTATS_AUDIT_LONG=1. A sampler without fault fails one run of this file in 10^9.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "privacy/budget.h"
#include "privacy/noise.h"
#include "privacy/sampler/chi_square.h"
#include "privacy/sampler/laplace_classes.h"

namespace nodestats_test {
namespace {

using nodestats::NoiseScale;
using Draw = std::function<int64_t()>;

constexpr double kFalseAlarms = 1e-9;
constexpr int kMostFigures = 100;  // that are tested in one run, each at its part of that rate
constexpr double kLeastPValue = kFalseAlarms / kMostFigures;

int64_t DrawsInAll() { return std::getenv("NODESTATS_AUDIT_LONG") == nullptr ? 10'000'000 : 1'000'000'000; }

std::vector<NoiseScale> BudgetScales() {
  std::map<std::pair<int64_t, int64_t>, NoiseScale> scales;
  for (const auto mode : {nodestats::Mode::kStreamHour, nodestats::Mode::kStreamDay}) {
    for (const nodestats::Share& share : nodestats::BudgetOf(mode)) {
      const NoiseScale scale = share.Scale();
      scales[{scale.numerator, scale.denominator}] = scale;
    }
  }
  std::vector<NoiseScale> list;
  for (const auto& [terms, scale] : scales) list.push_back(scale);
  return list;
}

constexpr size_t kDigits = 16;
size_t LowDigit(int64_t z) { return static_cast<size_t>(z) % kDigits; }

// By figure, how likely it is that samples deviate so much.
using PValues = std::map<std::string, double>;

// `draws` samples, an even number of them.
PValues Examine(const NoiseScale& scale, int64_t draws, const Draw& draw) {
  const LaplaceClasses fine(scale, 32);
  const LaplaceClasses coarse(scale, 4);
  const std::vector<double> even(kDigits, 1.0 / kDigits);
  ChiSquare sizes(fine.probabilities());
  ChiSquare signs({0.5, 0.5});
  ChiSquare successive(Pairs(coarse.probabilities()));
  ChiSquare digits(even);
  ChiSquare successive_digits(Pairs(even));
  int64_t pair[2] = {};
  for (int64_t i = 0; i < draws; ++i) {
    const int64_t z = pair[i % 2] = draw();
    sizes.Add(fine.ClassOf(z));
    digits.Add(LowDigit(z));
    if (z != 0) signs.Add(z < 0 ? 1 : 0);
    if (i % 2 == 0) continue;
    successive.Add(coarse.ClassOf(pair[0]) * coarse.probabilities().size() + coarse.ClassOf(pair[1]));
    successive_digits.Add(LowDigit(pair[0]) * kDigits + LowDigit(pair[1]));
  }
  PValues p = {{"sizes", sizes.PValue()}, {"signs", signs.PValue()}, {"successive", successive.PValue()}};
  if (scale.value() < 1e4) return p;  // the lowest digits are not all as likely
  p["digits"] = digits.PValue();
  p["successive digits"] = successive_digits.PValue();
  return p;
}

double Least(const PValues& p) {
  double least = 1;
  for (const auto& [figure, value] : p) least = std::min(least, value);
  return least;
}

// As many at a time as there are countries.
Draw SystemDraw(const NoiseScale& scale) {
  std::shared_ptr<nodestats::NoiseSource> source = nodestats::MakeNoiseSource();
  return [source, scale, samples = std::vector<int64_t>(251), next = size_t{251}]() mutable {
    if (next == samples.size()) {
      EXPECT_TRUE(source->Draw(scale, absl::MakeSpan(samples)));
      next = 0;
    }
    return samples[next++];
  };
}

TEST(SamplerDistribution, ChiSquareIsThatOfTables) {
  EXPECT_NEAR(ChiSquareTail(3.841459, 1), 0.05, 1e-7);
  EXPECT_NEAR(ChiSquareTail(61.0983, 31), 0.001, 1e-7);
  EXPECT_NEAR(ChiSquareTail(10, 2) / std::exp(-5), 1, 1e-12);
  EXPECT_NEAR(ChiSquareTail(60, 1) / std::erfc(std::sqrt(30)), 1, 1e-9);
  EXPECT_NEAR(ChiSquareTail(0.5, 2) / std::exp(-0.25), 1, 1e-12);
}

TEST(SamplerDistribution, IsThatOfTheClaimAtEachScaleOfTheBudget) {
  const std::vector<NoiseScale> scales = BudgetScales();
  const int64_t draws = (DrawsInAll() / static_cast<int64_t>(scales.size()) + 2) / 2 * 2;
  size_t figures = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (const NoiseScale& scale : scales) {
    const PValues p = Examine(scale, draws, SystemDraw(scale));
    figures += p.size();
    for (const auto& [figure, value] : p) {
      EXPECT_GT(value, kLeastPValue) << figure << " at scale " << scale.numerator << "/" << scale.denominator;
    }
  }
  EXPECT_LE(figures, size_t{kMostFigures});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  const auto all = static_cast<double>(draws) * static_cast<double>(scales.size());
  std::printf("%.3g draws at %zu scales, %zu figures, %.0f draws/s with the counting\n", all, scales.size(), figures,
              all / took.count());
}

// What this file is able to see in 1 / 13 of its samples.
constexpr int64_t kDraws = 769'230;
constexpr NoiseScale kScale = {18'000'000'000, 1};

TEST(SamplerDistribution, TellsAScaleThatIsTwoPercentOff) {
  EXPECT_LT(Least(Examine(kScale, kDraws, SystemDraw({kScale.numerator / 50 * 49, 1}))), kLeastPValue);
}

TEST(SamplerDistribution, TellsOneDrawInAHundredThatIsUsedTwice) {
  const Draw draw = SystemDraw(kScale);
  int64_t z = 0;
  int64_t count = 0;
  EXPECT_LT(Least(Examine(kScale, kDraws, [&] { return ++count % 100 == 0 ? z : z = draw(); })), kLeastPValue);
}

// Seventeen standard deviations, where less than seven are enough.
TEST(SamplerDistribution, TellsOneSignInFiftyThatIsTurned) {
  const Draw draw = SystemDraw(kScale);
  int64_t count = 0;
  const PValues p = Examine(kScale, kDraws, [&] { return ++count % 50 == 0 ? std::abs(draw()) : draw(); });
  EXPECT_LT(p.at("signs"), kLeastPValue);
}

TEST(SamplerDistribution, TellsNoiseThatWasAFloat) {
  const Draw draw = SystemDraw(kScale);
  const PValues p = Examine(kScale, kDraws, [&] { return static_cast<int64_t>(static_cast<float>(draw())); });
  EXPECT_LT(p.at("digits"), kLeastPValue);
}

}  // namespace
}  // namespace nodestats_test
