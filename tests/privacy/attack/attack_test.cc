// The claim, tried from outside: the likelihood-ratio attack on the bytes that a node releases, with the noise that it
// really draws. The event that is looked for is chosen on one half of the runs and judged on the other.
//
// The short run attacks each vector with several streams at once: if one of them costs its share of epsilon, k cost k
// shares (group privacy), and k shares show in so many fewer runs; what is found is divided by k. The long run
// (NODESTATS_AUDIT_LONG=1) attacks all releases together with one stream.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "abi/summary.h"
#include "privacy/attack/event.h"
#include "privacy/attack/world.h"

namespace nodestats_test {
namespace {

constexpr double kPowerAlpha = 0.05;   // that an attack is credited with more than is true
constexpr double kAlarmAlpha = 1e-7;   // that a bound is said to be broken which is not
constexpr double kChoiceAlpha = 1e-3;  // keeps the choice from events that are rare

constexpr double kNeeded = 0.85;  // of its share: the power that the attack on a large vector must have
constexpr double kLargeShare = 0.1;
constexpr int kAttempts = 3;  // at showing it: now and then the first half's best event is none of the second's

bool Long() { return std::getenv("NODESTATS_AUDIT_LONG") != nullptr; }

struct Mode {
  const char* name;
  uint32_t privacy;
  double epsilon;
};
constexpr Mode kStreamHour = {"stream-hour", NODESTATS_PRIVACY_STREAM_HOUR, 1};
constexpr Mode kStreamDay = {"stream-day", NODESTATS_PRIVACY_STREAM_DAY, 2};

void PrintRow(const Mode& mode, const Clue& clue, int streams, double found) {
  std::printf("%-11s  %-3s %-26s  share %.3f  epsilon-hat %.3f (%3.0f %%), streams: %d\n", mode.name,
              NameOf(clue.window).c_str(), clue.vector.c_str(), clue.share, found, 100 * found / clue.share, streams);
}

// What each clue of each group says in each run; groups of one run follow each other.
std::vector<Numbers> ClueNumbers(const Mode& mode, const Streams& streams, int groups, int runs) {
  Target target(mode.privacy);
  std::vector<Reader> readers;
  for (int group = 0; group < groups; ++group) readers.emplace_back(CluesOf(mode.privacy, group));
  std::vector<Numbers> numbers(readers[0].clues().size());
  for (int run = 0; run < runs; ++run) {
    const std::vector<v1::Release> releases = Releases(&target, streams);
    for (Reader& reader : readers) {
      for (size_t i = 0; i < numbers.size(); ++i) {
        // A figure of all groups' streams is one number, not one for each group.
        if (&reader != &readers[0] && reader.clues()[i].group < 0) continue;
        numbers[i].push_back(reader.ValueOf(i, releases));
      }
    }
  }
  return numbers;
}

// Attacks each vector alone, and gives those of the large ones over which that had no power. `peaks` false: the streams
// of this attack do not keep a peak's bound.
std::vector<std::string> AttackVectorsOnce(const Mode& mode, const Streams& streams, int runs, bool peaks) {
  std::vector<std::string> powerless;
  const std::vector<Clue> clues = CluesOf(mode.privacy, 0);
  const std::vector<Numbers> with = ClueNumbers(mode, streams, streams.groups, runs);
  const std::vector<Numbers> without = ClueNumbers(mode, Streams(), streams.groups, runs);
  for (size_t i = 0; i < clues.size(); ++i) {
    const Clue& clue = clues[i];
    if (!clue.adds_up && !peaks) continue;
    const int count = clue.group < 0 ? streams.count() : streams.members;
    const double threshold = ChooseThreshold(with[i], without[i], kChoiceAlpha);
    const auto proven = [&](double alpha) {
      return ProvenEpsilon(SecondHalf(with[i]), SecondHalf(without[i]), threshold, alpha) / count;
    };
    PrintRow(mode, clue, count, proven(kPowerAlpha));
    if (clue.share >= kLargeShare && proven(kPowerAlpha) < kNeeded * clue.share) powerless.push_back(clue.vector);
    EXPECT_LE(proven(kAlarmAlpha), clue.share) << clue.vector << " costs more than its share";
  }
  return powerless;
}

void AttackVectors(const Mode& mode, const Streams& streams, int runs, bool peaks) {
  std::vector<std::string> powerless;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    powerless = AttackVectorsOnce(mode, streams, runs, peaks);
    if (powerless.empty()) return;
  }
  for (const std::string& vector : powerless) ADD_FAILURE() << "no power over " << vector;
}

// How the releases speak for `looked_for`, run by run, while `streams` are served.
Numbers LogLikelihoodRatios(const Mode& mode, const Streams& streams, const Streams& looked_for, int runs) {
  Target target(mode.privacy);
  Reader reader(CluesOf(mode.privacy, 0));
  Numbers numbers;
  for (int run = 0; run < runs; ++run) {
    const std::vector<v1::Release> releases = Releases(&target, streams);
    numbers.push_back(reader.LogLikelihoodRatio(releases, looked_for.members, looked_for.hours));
  }
  return numbers;
}

// The same node without the streams.
Streams Without(Streams streams) {
  streams.groups = 0;
  return streams;
}

// Attacks all releases at once.
void AttackTheWhole(const Mode& mode, const Streams& streams, int runs, double needed) {
  const Numbers with = LogLikelihoodRatios(mode, streams, streams, runs);
  const Numbers without = LogLikelihoodRatios(mode, Without(streams), streams, runs);
  const double threshold = ChooseThreshold(with, without, kChoiceAlpha);
  const auto proven = [&](double alpha) {
    return ProvenEpsilon(SecondHalf(with), SecondHalf(without), threshold, alpha) / streams.members;
  };
  std::printf("%-11s  all releases: claim %.0f, epsilon-hat %.3f (%2.0f %%), streams: %d\n", mode.name, mode.epsilon,
              proven(kPowerAlpha), 100 * proven(kPowerAlpha) / mode.epsilon, streams.members);
  EXPECT_GE(proven(kPowerAlpha), needed * mode.epsilon) << "the attack has no power";
  EXPECT_LE(proven(kAlarmAlpha), mode.epsilon) << "the claim is broken";
}

// How well the best test tells a node with one stream of so many hours from one that is otherwise as quiet: right
// alarms less wrong ones, which is the distance in total variation. `units` is what the stream is in those that the
// mode protects.
void MeasureAdvantage(const Mode& mode, int hours, int units, int runs) {
  const Streams one = {1, 1, hours};
  const auto alarms = [&](const Streams& served) {
    const Numbers numbers = LogLikelihoodRatios(mode, served, one, runs);
    return static_cast<double>(std::count_if(numbers.begin(), numbers.end(), [](double n) { return n > 0; })) / runs;
  };
  const double right = alarms(one);
  const double wrong = alarms(Without(one));
  const double sd = std::sqrt((right * (1 - right) + wrong * (1 - wrong)) / runs);
  const double most = std::tanh(mode.epsilon * units / 2);
  std::printf(
      "%-11s  one stream of %2d h: advantage %.3f (sd %.3f), right alarms %.3f, wrong %.3f; the claim allows %.3f\n",
      mode.name, hours, right - wrong, sd, right, wrong, most);
  EXPECT_LE(right - wrong, most + 5 * sd);
  EXPECT_GT(right, wrong) << "the attack has no power";
}

TEST(Attack, EachVectorOfAStreamHourCostsItsShareAndNoMore) {
  AttackVectors(kStreamHour, {2, 10}, Long() ? 40'000 : 12'000, true);
}

TEST(Attack, AllReleasesOfAStreamHourCostNoMoreThanTheClaim) {
  if (Long()) {
    AttackTheWhole(kStreamHour, {1, 1}, 1'500'000, 0.8);
  } else {
    AttackTheWhole(kStreamHour, {1, 3}, 6'000, 0.3);
  }
}

TEST(Attack, EachVectorOfAStreamDayCostsItsShareAndNoMore) {
  AttackVectors(kStreamDay, {4, 4, 24, true}, 9'000, false);
  if (Long()) AttackVectors(kStreamDay, {4, 4, 24}, 9'000, true);
}

TEST(Attack, AllReleasesOfAStreamDayCostNoMoreThanTheClaim) {
  AttackTheWhole(kStreamDay, {1, 1, 24, true, 60}, Long() ? 240'000 : 3'000, Long() ? 0.8 : 0.3);
}

TEST(Attack, AStreamOnAQuietNodeStandsOutByItsHours) {
  if (!Long()) GTEST_SKIP() << "only in the long run";
  for (const int hours : {1, 4, 24}) {
    MeasureAdvantage(kStreamHour, hours, hours, hours == 24 ? 1'000 : 10'000);
    MeasureAdvantage(kStreamDay, hours, 1, hours == 24 ? 4'000 : 20'000);
  }
}

}  // namespace
}  // namespace nodestats_test
