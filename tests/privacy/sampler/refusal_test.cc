// Without randomness there is no release. Here it is getrandom(2) itself that refuses, below the library's own source.
#include <gtest/gtest.h>

#include <optional>

#include "abi/node.h"
#include "abi/prometheus_text.h"
#include "abi/segments.h"
#include "unit/privacy/system_random.h"

namespace nodestats_test {
namespace {

nodestats_config StreamHourConfig() {
  nodestats_config config = Config();
  config.privacy = NODESTATS_PRIVACY_STREAM_HOUR;
  return config;
}

class SamplerRefusal : public testing::Test {
 protected:
  void RefuseFromNowOn() { refused_.emplace(Refuse); }
  void GiveAgain() { refused_.reset(); }

  // Hour `hour` of the day with a segment a minute, up to just before its end.
  void Live(int64_t hour) {
    for (int64_t minute = 0; minute < 60; ++minute) {
      node_.Tell(kMidnight + hour * kHour + minute * kMinute);
      EXPECT_EQ(node_.Record(Segment()), NODESTATS_OK);
    }
  }

  // The end of hour `hour`, until its releases are to be seen. Gives the status of the first call.
  nodestats_status End(int64_t hour) {
    const nodestats_status status = nodestats_advance(node_.engine(), kMidnight + (hour + 1) * kHour);
    node_.Tell(kMidnight + (hour + 1) * kHour + kUntilVisible);
    return status;
  }

  // Hours from midnight to the end of the newest release of a window; 0 where there is none.
  int64_t NewestEnd(const std::string& window) {
    const Families families = ParseText(node_.Text());
    const auto ends = families.find("nodestats_release_end_timestamp_seconds");
    if (ends == families.end()) return 0;
    const auto end = ends->second.samples.find({{"window", window}});
    if (end == ends->second.samples.end()) return 0;
    return (static_cast<int64_t>(end->second) * kSecond - kMidnight) / kHour;
  }

  Node node_{StreamHourConfig()};
  std::optional<SystemRandom> refused_;
};

TEST_F(SamplerRefusal, KeepsThatReleaseBackAndNoOther) {
  RefuseFromNowOn();
  Live(0);
  EXPECT_EQ(End(0), NODESTATS_ESYSTEM);
  EXPECT_EQ(NewestEnd("1h"), 0);
  GiveAgain();
  Live(1);
  EXPECT_EQ(End(1), NODESTATS_OK);
  EXPECT_EQ(NewestEnd("1h"), 2);
  EXPECT_EQ(ParseText(node_.Text()).at("nodestats_streams_average").samples.size(), 1u);
}

TEST_F(SamplerRefusal, IsNotMadeUpForLater) {
  RefuseFromNowOn();
  Live(0);
  End(0);
  GiveAgain();
  Live(1);
  EXPECT_EQ(NewestEnd("1h"), 0);
}

TEST_F(SamplerRefusal, MattersAtTheHoursEndAlone) {
  RefuseFromNowOn();
  Live(0);
  GiveAgain();
  EXPECT_EQ(End(0), NODESTATS_OK);
  EXPECT_EQ(NewestEnd("1h"), 1);
  Live(1);
  RefuseFromNowOn();
  EXPECT_EQ(End(1), NODESTATS_ESYSTEM);
  EXPECT_EQ(NewestEnd("1h"), 1);
}

TEST_F(SamplerRefusal, LosesABlockLikeAnHour) {
  RefuseFromNowOn();
  for (int64_t hour = 0; hour < 4; ++hour) {
    Live(hour);
    EXPECT_EQ(End(hour), NODESTATS_ESYSTEM);
  }
  EXPECT_EQ(node_.Info().newest_end_unix_s, 0);
  GiveAgain();
  for (int64_t hour = 4; hour < 8; ++hour) {
    Live(hour);
    EXPECT_EQ(End(hour), NODESTATS_OK);
  }
  EXPECT_EQ(NewestEnd("1h"), 8);
  EXPECT_EQ(NewestEnd("4h"), 8);
}

TEST_F(SamplerRefusal, StopsNothingElse) {
  RefuseFromNowOn();
  Live(0);
  End(0);
  EXPECT_EQ(node_.Info().segments, 60u);
  EXPECT_EQ(node_.Info().hour_is_whole, 1u);
  EXPECT_EQ(node_.Record(Segment()), NODESTATS_OK);
  EXPECT_EQ(node_.Info().segments, 61u);
}

TEST_F(SamplerRefusal, MakesOpeningFail) {
  RefuseFromNowOn();
  nodestats_engine* engine = nullptr;
  const nodestats_config config = StreamHourConfig();
  EXPECT_EQ(nodestats_open(&config, &engine), NODESTATS_ESYSTEM);
  EXPECT_EQ(engine, nullptr);
}

}  // namespace
}  // namespace nodestats_test
