// Traffic that can be played again, with or without one stream's part in it.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_SCRIPT_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_SCRIPT_H_

#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "abi/clock.h"
#include "abi/segments.h"
#include "abi/summary.h"
#include "privacy/audit/private_node.h"

namespace nodestats_test {

// Either tells the time (`stream` is -1) or records a segment of a stream.
struct Step {
  int64_t time_ms;  // as told
  int64_t hour_ms;  // start of the hour that a record belongs to, by the design's rules for the clock
  int stream;
  nodestats_segment segment;
};

class Script {
 public:
  explicit Script(int64_t start_ms) { Tell(start_ms); }

  void Tell(int64_t now_ms) {
    const bool jump = steps_.empty() || std::abs(now_ms - told_ms_) > kMinute || now_ms_ - now_ms > kMinute;
    now_ms_ = jump ? now_ms : std::max(now_ms_, now_ms);
    told_ms_ = now_ms;
    steps_.push_back({now_ms, now_ms_ - now_ms_ % kHour, -1, {}});
  }

  void RunTo(int64_t to_ms) {
    while (told_ms_ < to_ms) Tell(std::min(told_ms_ + kMinute, to_ms));
  }

  // Lets all windows with a covered hour end, and their releases appear.
  void RunOut() {
    const int64_t midnight_ms = now_ms_ - now_ms_ % kDay + kDay;
    Tell(midnight_ms + kHour);
    Tell(midnight_ms + kHour + kMinute);
  }

  void Record(int stream, nodestats_segment segment) {
    SetBroadcaster(&segment, static_cast<uint8_t>(1 + stream % 5));
    steps_.push_back({told_ms_, now_ms_ - now_ms_ % kHour, stream, segment});
  }

  // The clock's last reading.
  int64_t told_ms() const { return told_ms_; }
  int64_t hour_ms() const { return now_ms_ - now_ms_ % kHour; }
  const std::vector<Step>& steps() const { return steps_; }

 private:
  int64_t told_ms_ = 0;
  int64_t now_ms_ = 0;
  std::vector<Step> steps_;
};

// A stream-hour or a stream-day, by its start and length.
struct Unit {
  int stream;
  int64_t start_ms;
  int64_t length_ms = kHour;

  bool Holds(const Step& step) const {
    return step.stream == stream && step.hour_ms >= start_ms && step.hour_ms < start_ms + length_ms;
  }
};

inline Unit StreamHour(int stream, int64_t hour_ms) { return {stream, hour_ms - hour_ms % kHour, kHour}; }
inline Unit StreamDay(int stream, int64_t hour_ms) { return {stream, hour_ms - hour_ms % kDay, kDay}; }

// What came of a script.
struct Played {
  std::map<std::string, v1::Release> releases;  // by name, as "1h 3"
  std::set<int64_t> full_hours_ms;              // in which a stream found the table full
  int64_t counted = 0;                          // segments
};

// Releases that have appeared so far. What a name stands for must never change.
inline void Collect(const Node& node, Played* played) {
  for (Published& published : ReleasesOf(node)) {
    const auto found = played->releases.try_emplace(NameOf(published.release), published.release).first;
    EXPECT_EQ(found->second.SerializeAsString(), published.release.SerializeAsString()) << found->first;
  }
}

using Skip = std::function<bool(const Step&)>;

// Plays the steps that are not skipped to a new engine.
inline Played Play(const Script& script, const nodestats_config& config, const Skip& skip) {
  Node node(config);
  Played played;
  for (const Step& step : script.steps()) {
    if (step.stream < 0) {
      if (step.time_ms > node.now_ms() + kHour) Collect(node, &played);  // some are forgotten soon
      node.Tell(step.time_ms);
      continue;
    }
    if (skip(step)) continue;
    switch (node.Record(step.segment, "manifest " + std::to_string(step.stream / 2))) {
      case NODESTATS_OK:
        ++played.counted;
        break;
      case NODESTATS_EFULL:
        played.full_hours_ms.insert(step.hour_ms);
        break;
      case NODESTATS_ECLOCK:
        break;
      default:
        ADD_FAILURE() << "a segment was refused";
    }
  }
  Collect(node, &played);
  return played;
}

inline Played Play(const Script& script, uint32_t privacy = kStreamHourMode) {
  return Play(script, PrivateConfig(privacy), [](const Step&) { return false; });
}

inline Played PlayWithout(const Script& script, const Unit& unit, uint32_t privacy = kStreamHourMode) {
  return Play(script, PrivateConfig(privacy), [&](const Step& step) { return unit.Holds(step); });
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_SCRIPT_H_
