// Two worlds to be told apart: one in which the attacker's streams were served, and one in which they were not.
#ifndef NODESTATS_TESTS_PRIVACY_ATTACK_WORLD_H_
#define NODESTATS_TESTS_PRIVACY_ATTACK_WORLD_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "privacy/attack/clues.h"
#include "privacy/attack/streams.h"
#include "privacy/attack/target.h"

namespace nodestats_test {

// Streams of the first `groups` groups, `members` of each, that run through the last `hours` hours of the day.
// With `stand_ins`, each stream's hours are served in the day's last one instead, by as many streams one after the
// other. That adds the same to each sum, to the last digit, and is faster by so many hours.
struct Streams {
  int groups = 0;
  int members = 0;
  int hours = 1;
  bool stand_ins = false;
  int pieces = 1;  // segments that a stand-in's media comes in: with 60 of a minute each, no two are active at once

  int count() const { return groups * members; }
  int hours_run() const { return stand_ins ? 1 : hours; }
};

inline void RecordMedia(Node* node, const Group& group, int64_t seconds, const std::string& manifest) {
  nodestats_segment segment = MediaOf(group, seconds);
  // Of many broadcasters, since each may have but a quarter of the table.
  SetBroadcaster(&segment, static_cast<uint8_t>(1 + std::hash<std::string>()(manifest) % 255));
  ASSERT_EQ(node->Record(segment, manifest), NODESTATS_OK);
}

// Full hours of media, pushed at once just before each hour ends.
inline void ServeHours(Node* node, const Streams& streams, int minute) {
  if (minute % 60 != 59) return;
  for (int i = 0; i < streams.count(); ++i) {
    RecordMedia(node, kGroups[i % streams.groups], 3600, std::to_string(i));
  }
}

// Each hour's stand-ins have two minutes of their own; where peaks do not matter, all are served at the end.
inline void ServeStandIns(Node* node, const Streams& streams, int minute) {
  const bool in_turn = streams.pieces > 1;
  for (int hour = 0; hour < streams.hours; ++hour) {
    if (minute != (in_turn ? 2 * hour : 59)) continue;
    for (int i = 0; i < streams.count(); ++i) {
      const std::string manifest = std::to_string(i) + " in hour " + std::to_string(hour);
      for (int piece = 0; piece < streams.pieces; ++piece) {
        RecordMedia(node, kGroups[i % streams.groups], 3600 / streams.pieces, manifest);
      }
    }
  }
}

inline std::vector<v1::Release> Releases(Target* target, const Streams& streams) {
  const auto serve = streams.stand_ins ? ServeStandIns : ServeHours;
  return target->Run(streams.hours_run(), [&](int minute) { serve(target->node(), streams, minute); });
}

// Reads releases as the attacker does.
class Reader {
 public:
  explicit Reader(std::vector<Clue> clues) : clues_(std::move(clues)) {}

  const std::vector<Clue>& clues() const { return clues_; }

  // The clue's value in the last release of its window, in units of its noise.
  double ValueOf(size_t clue, const std::vector<v1::Release>& releases) {
    for (size_t i = releases.size(); i > 0; --i) {
      const v1::Release& release = releases[i - 1];
      if (release.window() == clues_[clue].window) return Value(clue, release) / SpotFor(clue, release).scale;
    }
    ADD_FAILURE() << "no release of window " << clues_[clue].window;
    return 0;
  }

  // How much likelier the releases are if `streams` of the group ran through the last `hours` hours of the day than if
  // none did, as a logarithm: no test of one against the other is better than this number's (Neyman and Pearson).
  double LogLikelihoodRatio(const std::vector<v1::Release>& releases, int streams, int hours) {
    double sum = 0;
    for (const v1::Release& release : releases) {
      const int64_t end_s = release.start_unix_seconds() - release.start_unix_seconds() % 86400 + 86400;
      const int64_t from_s = std::max(release.start_unix_seconds(), end_s - hours * 3600);
      const int64_t within = std::max<int64_t>(0, release.end_unix_seconds() - from_s) / 3600;
      for (size_t i = 0; i < clues_.size(); ++i) {
        const Clue& clue = clues_[i];
        if (clue.window != release.window() || within == 0) continue;
        const double value = Value(i, release);
        const auto shift = static_cast<double>(clue.amount * streams * (clue.adds_up ? within : 1));
        sum += (std::abs(value) - std::abs(value - shift)) / SpotFor(i, release).scale;
      }
    }
    return sum;
  }

 private:
  const Spot& SpotFor(size_t clue, const v1::Release& release) {
    const auto [found, is_new] = spots_.try_emplace(clue);
    if (is_new) found->second = SpotOf(clues_[clue], release);
    return found->second;
  }

  double Value(size_t clue, const v1::Release& release) {
    const Spot& spot = SpotFor(clue, release);
    return static_cast<double>(release.vectors(spot.vector).values(spot.value));
  }

  const std::vector<Clue> clues_;
  std::map<size_t, Spot> spots_;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_ATTACK_WORLD_H_
