#include "privacy/noise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "unit/privacy/system_random.h"

namespace nodestats {
namespace {

constexpr Window kAllWindows[] = {kHour, kBlock, kDay};

// Gives 1, 2, 3, ..., and writes down at which scale.
class Counter : public NoiseSource {
 public:
  bool Draw(const NoiseScale& scale, absl::Span<int64_t> samples) override {
    for (int64_t& sample : samples) {
      sample = -1;
      if (scales_.size() == allowed_) return false;
      scales_.push_back(scale);
      sample = static_cast<int64_t>(scales_.size());
    }
    return true;
  }

  void Allow(size_t samples) { allowed_ = samples; }  // in all, beyond which it refuses
  size_t count() const { return scales_.size(); }
  const NoiseScale& ScaleOf(int64_t sample) const { return scales_.at(static_cast<size_t>(sample - 1)); }

 private:
  size_t allowed_ = SIZE_MAX;
  std::vector<NoiseScale> scales_;
};

size_t SizeOf(Mode mode, Window window) {
  size_t size = 0;
  for (const Share& share : BudgetOf(mode)) {
    if (share.window == window) size += static_cast<size_t>(SpecOf(share.vector).size());
  }
  return size;
}

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
        ASSERT_EQ(source_.ScaleOf(sample).numerator, share->Scale().numerator) << SpecOf(vector).name;
        ASSERT_EQ(source_.ScaleOf(sample).denominator, share->Scale().denominator) << SpecOf(vector).name;
      }
    }
    EXPECT_EQ(size, SizeOf(GetParam(), window));
  }

  Counter source_;
  std::map<int64_t, int> used_;
};

TEST_P(PrivateNoise, IsDrawnForEachValueAtItsRowsScale) {
  for (int release = 0; release < 5; ++release) {
    for (const Window window : kAllWindows) {
      Noise noise(GetParam(), window);
      ASSERT_TRUE(noise.Draw(&source_));
      ExpectWhole(window, noise);
    }
  }
  EXPECT_EQ(used_.size(), source_.count()) << "drawn, but used for nothing";
}

TEST_P(PrivateNoise, IsNoneWhereverTheSourceRefuses) {
  const size_t whole = SizeOf(GetParam(), kDay);
  for (size_t allowed = 0; allowed < whole; allowed += 1 + whole / 50) {
    Counter source;
    source.Allow(allowed);
    EXPECT_FALSE(Noise(GetParam(), kDay).Draw(&source));
    EXPECT_EQ(source.count(), allowed);
    source.Allow(allowed + whole);
    EXPECT_TRUE(Noise(GetParam(), kDay).Draw(&source)) << "the next one needs no more than the whole of its own";
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, PrivateNoise, testing::Values(Mode::kStreamHour, Mode::kStreamDay),
                         [](const auto& mode) { return mode.param == Mode::kStreamHour ? "StreamHour" : "StreamDay"; });

TEST(BinnedNoise, IsNone) {
  Counter source;
  source.Allow(0);
  for (const Window window : kAllWindows) {
    Noise noise(Mode::kBinned, window);
    EXPECT_TRUE(noise.Draw(&source));
    EXPECT_TRUE(SamplesOf(noise).empty());
  }
}

std::vector<int64_t> DrawBlock(NoiseSource* source) {
  Noise noise(Mode::kStreamHour, kBlock);
  EXPECT_TRUE(noise.Draw(source));
  return SamplesOf(noise);
}

TEST(SystemNoise, IsNotTheSameTwice) {
  const std::unique_ptr<NoiseSource> one = MakeNoiseSource();
  const std::unique_ptr<NoiseSource> other = MakeNoiseSource();
  const std::vector<int64_t> first = DrawBlock(one.get());
  EXPECT_NE(first, DrawBlock(one.get()));
  EXPECT_NE(first, DrawBlock(other.get()));
  EXPECT_GT(*std::max_element(first.begin(), first.end()), 0);
  EXPECT_LT(*std::min_element(first.begin(), first.end()), 0);
}

TEST(SystemNoise, IsNoneWhereTheSystemRefuses) {
  const std::unique_ptr<NoiseSource> source = MakeNoiseSource();
  Noise noise(Mode::kStreamHour, kHour);
  {
    const nodestats_test::SystemRandom random(nodestats_test::Refuse);
    EXPECT_FALSE(noise.Draw(source.get()));
  }
  EXPECT_TRUE(noise.Draw(source.get()));
}

// Each draw begins with bits that the system gives then: none are left of the draw before.
TEST(SystemNoise, AsksTheSystemAtEachDraw) {
  const std::unique_ptr<NoiseSource> source = MakeNoiseSource();
  int64_t sample = 0;
  for (int draw = 0; draw < 10; ++draw) {
    ASSERT_TRUE(source->Draw({1000, 1}, {&sample, 1}));
    const nodestats_test::SystemRandom random(nodestats_test::Refuse);
    EXPECT_FALSE(source->Draw({1000, 1}, {&sample, 1}));
  }
}

}  // namespace
}  // namespace nodestats
