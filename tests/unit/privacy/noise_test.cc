#include "privacy/noise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "unit/privacy/system_random.h"

namespace nodestats {
namespace {

constexpr Window kAllWindows[] = {kHour, kBlock, kDay};

// Gives 1, 2, 3, ..., and writes down at which scale.
class Counter : public NoiseSource {
 public:
  struct Log {
    std::vector<std::pair<int64_t, int64_t>> drawn;  // numerator and denominator of each sample's scale
    size_t allowed = SIZE_MAX;                       // beyond so many samples, the source refuses
    int refused = 0;
  };

  explicit Counter(Log* log) : log_(log) {}

  bool Draw(const NoiseScale& scale, int64_t* sample) override {
    if (log_->drawn.size() >= log_->allowed) {
      ++log_->refused;
      *sample = -1;
      return false;
    }
    log_->drawn.emplace_back(scale.numerator, scale.denominator);
    *sample = static_cast<int64_t>(log_->drawn.size());
    return true;
  }

 private:
  Log* const log_;
};

size_t SizeOf(Mode mode, Window window) {
  size_t size = 0;
  for (const Share& share : BudgetOf(mode)) {
    if (share.window == window) size += static_cast<size_t>(SpecOf(share.vector).size());
  }
  return size;
}

size_t SizeOf(Mode mode) { return SizeOf(mode, kHour) + SizeOf(mode, kBlock) + SizeOf(mode, kDay); }

std::vector<int64_t> SamplesOf(const Noise& noise) {
  std::vector<int64_t> samples;
  for (int id = 0; id < kVectorCount; ++id) {
    const auto of = noise.Of(static_cast<VectorId>(id));
    samples.insert(samples.end(), of.begin(), of.end());
  }
  return samples;
}

class PrivateNoise : public testing::TestWithParam<Mode> {
 protected:
  NoiseBank MakeBank() { return {GetParam(), std::make_unique<Counter>(&log_)}; }

  // That the samples of a window are there, each of its row's scale, and used nowhere else.
  void ExpectWhole(Window window, const Noise& noise) {
    size_t size = 0;
    for (int id = 0; id < kVectorCount; ++id) {
      const auto vector = static_cast<VectorId>(id);
      const Share* share = FindShare(GetParam(), window, vector);
      const auto samples = noise.Of(vector);
      ASSERT_EQ(samples.size(), share == nullptr ? 0u : static_cast<size_t>(SpecOf(vector).size()));
      size += samples.size();
      for (const int64_t sample : samples) {
        ASSERT_TRUE(used_.emplace(sample, id).second) << sample << " used twice";
        const auto& [numerator, denominator] = log_.drawn.at(static_cast<size_t>(sample - 1));
        ASSERT_EQ(numerator, share->Scale().numerator) << SpecOf(vector).name;
        ASSERT_EQ(denominator, share->Scale().denominator) << SpecOf(vector).name;
      }
    }
    EXPECT_EQ(size, SizeOf(GetParam(), window));
  }

  Counter::Log log_;
  std::map<int64_t, int> used_;
};

TEST_P(PrivateNoise, IsDrawnAheadOnceForEachValueAtItsRowsScale) {
  NoiseBank bank = MakeBank();
  bank.DrawAhead();
  const size_t drawn = SizeOf(GetParam());
  EXPECT_EQ(log_.drawn.size(), drawn);
  bank.DrawAhead();
  EXPECT_EQ(log_.drawn.size(), drawn);
  for (const Window window : kAllWindows) {
    const std::unique_ptr<Noise> noise = bank.Take(window);
    ASSERT_NE(noise, nullptr);
    ExpectWhole(window, *noise);
  }
  EXPECT_EQ(log_.drawn.size(), drawn) << "drawn when it was taken";
  EXPECT_EQ(used_.size(), drawn);
}

TEST_P(PrivateNoise, IsTakenOnce) {
  NoiseBank bank = MakeBank();
  for (int release = 0; release < 5; ++release) {
    if (release % 2 == 0) bank.DrawAhead();
    for (const Window window : kAllWindows) {
      const std::unique_ptr<Noise> noise = bank.Take(window);
      ASSERT_NE(noise, nullptr);
      ExpectWhole(window, *noise);
    }
  }
  EXPECT_EQ(used_.size(), 5 * SizeOf(GetParam()));
}

TEST_P(PrivateNoise, IsDrawnWhenTakenIfNotAhead) {
  NoiseBank bank = MakeBank();
  const std::unique_ptr<Noise> noise = bank.Take(kDay);
  ASSERT_NE(noise, nullptr);
  ExpectWhole(kDay, *noise);
  EXPECT_EQ(log_.drawn.size(), SizeOf(GetParam(), kDay));
}

// Wherever the source fails: what is not whole is not handed out; later it is, and no sample comes twice.
TEST_P(PrivateNoise, IsNotHandedOutWhereTheSourceRefuses) {
  const size_t whole = SizeOf(GetParam(), kDay);
  for (size_t allowed = 0; allowed < whole; allowed += 1 + whole / 50) {
    log_ = {};
    used_.clear();
    log_.allowed = allowed;
    NoiseBank bank = MakeBank();
    EXPECT_EQ(bank.Take(kDay), nullptr);
    EXPECT_EQ(log_.drawn.size(), allowed);
    log_.allowed = SIZE_MAX;
    const std::unique_ptr<Noise> next = bank.Take(kDay);
    ASSERT_NE(next, nullptr);
    ExpectWhole(kDay, *next);
  }
}

TEST_P(PrivateNoise, IsDrawnFurtherOnceTheSourceGivesAgain) {
  const size_t whole = SizeOf(GetParam());
  NoiseBank bank = MakeBank();
  for (log_.allowed = 0; log_.allowed < whole; log_.allowed += 1 + whole / 10) bank.DrawAhead();
  EXPECT_GT(log_.refused, 9);
  EXPECT_LT(log_.drawn.size(), whole);
  log_.allowed = whole;
  bank.DrawAhead();
  EXPECT_EQ(log_.drawn.size(), whole) << "what was drawn before the refusal was lost";
  for (const Window window : kAllWindows) {
    const std::unique_ptr<Noise> noise = bank.Take(window);
    ASSERT_NE(noise, nullptr);
    ExpectWhole(window, *noise);
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, PrivateNoise, testing::Values(Mode::kStreamHour, Mode::kStreamDay),
                         [](const auto& mode) { return mode.param == Mode::kStreamHour ? "StreamHour" : "StreamDay"; });

TEST(BinnedNoise, IsNone) {
  Counter::Log log;
  log.allowed = 0;
  NoiseBank bank(Mode::kBinned, std::make_unique<Counter>(&log));
  bank.DrawAhead();
  for (const Window window : kAllWindows) {
    const std::unique_ptr<Noise> noise = bank.Take(window);
    ASSERT_NE(noise, nullptr);
    EXPECT_TRUE(SamplesOf(*noise).empty());
  }
  EXPECT_EQ(log.refused, 0);
}

TEST(SystemNoise, IsNotTheSameTwice) {
  NoiseBank one(Mode::kStreamHour, MakeNoiseSource());
  NoiseBank other(Mode::kStreamHour, MakeNoiseSource());
  const std::vector<int64_t> first = SamplesOf(*one.Take(kBlock));
  EXPECT_NE(first, SamplesOf(*one.Take(kBlock)));
  EXPECT_NE(first, SamplesOf(*other.Take(kBlock)));
  EXPECT_GT(*std::max_element(first.begin(), first.end()), 0);
  EXPECT_LT(*std::min_element(first.begin(), first.end()), 0);
}

TEST(SystemNoise, IsNoneWhereTheSystemRefuses) {
  NoiseBank bank(Mode::kStreamHour, MakeNoiseSource());
  {
    const nodestats_test::SystemRandom random(nodestats_test::Refuse);
    bank.DrawAhead();
    EXPECT_EQ(bank.Take(kHour), nullptr);
  }
  EXPECT_NE(bank.Take(kHour), nullptr);
}

}  // namespace
}  // namespace nodestats
