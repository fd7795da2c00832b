#include "verify/plausible.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "domain/rungs.h"
#include "verify/releases.h"
#include "verify/shape.h"

namespace nodestats::crawler {
namespace {

bool IsPlausible(const v1::Release& release, const v1::Vector& vector) {
  return !CheckPlausible(release, *FindVector(vector.name()), vector).has_value();
}

// Whether a vector of the window passes after a change.
bool AfterChange(Window window, Mode mode, const std::string& name, const std::function<void(v1::Vector&)>& change) {
  v1::Release release = MakeRelease(window, mode);
  v1::Vector& vector = VectorNamed(release, name);
  change(vector);
  return IsPlausible(release, vector);
}

TEST(CheckPlausible, TakesWhatNodesPublish) {
  for (const Window window : {kHour, kBlock, kDay}) {
    for (const Mode mode : {Mode::kStreamHour, Mode::kStreamDay, Mode::kBinned}) {
      const v1::Release release = MakeRelease(window, mode);
      for (const v1::Vector& vector : release.vectors()) EXPECT_TRUE(IsPlausible(release, vector)) << vector.name();
    }
  }
}

TEST(CheckPlausible, TakesAMillionStreamsAndNotMore) {
  const auto of = [](double streams, int64_t divisor) {
    return AfterChange(kHour, Mode::kBinned, "streams_average", [=](v1::Vector& vector) {
      vector.set_divisor(divisor);
      vector.set_values(0, static_cast<int64_t>(streams * static_cast<double>(divisor)));
    });
  };
  for (const int64_t divisor : {int64_t{1}, int64_t{3'600'000'000}}) {
    EXPECT_TRUE(of(1e6, divisor));
    EXPECT_FALSE(of(1.001e6, divisor));
    EXPECT_FALSE(of(-1, divisor));
  }
  EXPECT_FALSE(of(1e18, 1));
}

// Each vector has a bound in its unit, which the largest 64-bit number is above of, or cannot reach.
TEST(CheckPlausible, BoundsEachUnit) {
  for (const char* name : {"streams_peak", "country_streams_at_instant", "media_seconds", "segments"}) {
    EXPECT_FALSE(AfterChange(kHour, Mode::kBinned, name, [](v1::Vector& vector) {
      vector.set_values(0, std::numeric_limits<int64_t>::max());
    })) << name;
  }
  EXPECT_FALSE(AfterChange(kDay, Mode::kBinned, "country_broadcasters",
                           [](v1::Vector& vector) { vector.set_values(250, 1'000'001); }));
  EXPECT_DOUBLE_EQ(MostOf("pixels", 3), 3e18);
  EXPECT_DOUBLE_EQ(MostOf("bytes", 2), 2e17);
  EXPECT_DOUBLE_EQ(MostOf("streams", 24), 1e6);
}

TEST(CheckPlausible, OnlyNoiseMakesFiguresNegative) {
  const auto minus = [](v1::Vector& vector) { vector.set_values(0, -5 * vector.divisor()); };
  EXPECT_FALSE(AfterChange(kHour, Mode::kBinned, "streams_peak", minus));
  EXPECT_TRUE(AfterChange(kHour, Mode::kStreamHour, "streams_peak", minus));
}

TEST(CheckPlausible, APrivateModeHasNoiseInEachFigure) {
  const auto changed = [](const std::function<void(v1::Vector&)>& change) {
    return AfterChange(kDay, Mode::kStreamHour, "encoded_pixels", change);
  };
  EXPECT_TRUE(changed([](v1::Vector&) {}));
  EXPECT_FALSE(changed([](v1::Vector& vector) { vector.clear_noise_stddev(); }));
  EXPECT_FALSE(changed([](v1::Vector& vector) { vector.set_noise_stddev(kRungCount - 1, 0); }));
}

TEST(CheckPlausible, APrivateModesNoiseIsAboutThatOfItsBudget) {
  for (const Mode mode : {Mode::kStreamHour, Mode::kStreamDay}) {
    for (const char* name : {"streams_average", "region_streams_average", "encoded_pixels"}) {
      const Window window = mode == Mode::kStreamHour && std::string(name) == "streams_average" ? kHour : kDay;
      const auto times = [&](double factor) {
        return AfterChange(window, mode, name,
                           [=](v1::Vector& vector) { vector.set_noise_stddev(0, vector.noise_stddev(0) * factor); });
      };
      EXPECT_TRUE(times(3.9)) << name;
      EXPECT_TRUE(times(1 / 3.9)) << name;
      EXPECT_FALSE(times(4.1)) << name;
      EXPECT_FALSE(times(1 / 4.1)) << name;
    }
  }
}

TEST(CheckPlausible, ANodesOwnDivisorMakesNoNoise) {
  for (const int64_t divisor : {int64_t{51'000}, int64_t{1'000'000'000'000'000}}) {
    EXPECT_FALSE(AfterChange(kHour, Mode::kStreamHour, "streams_average", [=](v1::Vector& vector) {
      vector.set_noise_stddev(
          0, vector.noise_stddev(0) * static_cast<double>(vector.divisor()) / static_cast<double>(divisor));
      vector.set_values(0, 5 * divisor);
      vector.set_divisor(divisor);
    }));
  }
}

TEST(CheckPlausible, EachRungHasNoiseOfItsOwn) {
  EXPECT_FALSE(AfterChange(kDay, Mode::kStreamHour, "encoded_pixels",
                           [](v1::Vector& vector) { vector.mutable_noise_stddev()->Truncate(1); }));
}

TEST(CheckPlausible, BinnedFiguresHaveNoNoise) {
  EXPECT_FALSE(
      AfterChange(kHour, Mode::kBinned, "streams_average", [](v1::Vector& vector) { vector.add_noise_stddev(1e5); }));
}

TEST(CheckPlausible, NoiseTakesFiguresOnlySoFarBelowZero) {
  for (const auto& [deviations, plausible] : {std::pair(49, true), std::pair(51, false)}) {
    EXPECT_EQ(AfterChange(kDay, Mode::kStreamHour, "encoded_pixels",
                          [d = deviations](v1::Vector& vector) {
                            const double figure = -d * vector.noise_stddev(3);
                            vector.set_values(3, static_cast<int64_t>(figure * static_cast<double>(vector.divisor())));
                          }),
              plausible);
  }
}

TEST(CheckPlausible, APrivateModePublishesWhatItsBudgetHas) {
  const v1::Release release = MakeRelease(kHour, Mode::kStreamHour);
  const v1::Release day = MakeRelease(kDay, Mode::kStreamHour);
  for (const v1::Vector& vector : day.vectors()) {
    if (vector.name() != "country_streams_average") continue;
    EXPECT_FALSE(IsPlausible(release, vector));
  }
}

TEST(CheckPlausible, RefusesNoiseThatIsNoNumber) {
  for (const double bad : {-1.0, std::nan(""), HUGE_VAL, 1e300}) {
    for (const Mode mode : {Mode::kBinned, Mode::kStreamHour}) {
      EXPECT_FALSE(AfterChange(kHour, mode, "streams_average", [=](v1::Vector& vector) {
        vector.clear_noise_stddev();
        vector.add_noise_stddev(bad);
      })) << bad;
      EXPECT_FALSE(AfterChange(kHour, mode, "streams_average", [=](v1::Vector& vector) {
        vector.add_noise_scale(bad);
      })) << bad;
    }
  }
}

}  // namespace
}  // namespace nodestats::crawler
