// Nothing but the noised numbers tells of what a node did. Worlds that have nothing in common are given such noise that
// these numbers agree; then every byte that anybody may read has to agree, at every time, in every form.
// HTTP headers are made by the host from the fields of an answer, which are compared here, and from nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "abi/frozen_files.h"
#include "privacy/audit/dense_segments.h"
#include "privacy/audit/random_traffic.h"
#include "privacy/audit/recording_noise.h"
#include "unit/privacy/system_random.h"

namespace nodestats_test {
namespace {

constexpr int64_t kStart = kMidnight - 6 * kHour;
constexpr int64_t kEnd = kMidnight + 4 * kHour;
constexpr uint32_t kFormats[] = {NODESTATS_FORMAT_TEXT, NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY,
                                 NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF};

// The same name for each process, whose random one is nothing that its streams decide. Its keys stay random.
bool GiveOneInstance(void* data, size_t size) {
  constexpr size_t kInstanceSize = 16;
  if (size != kInstanceSize) return syscall(SYS_getrandom, data, size, 0) == static_cast<ssize_t>(size);
  std::memset(data, 0x5a, size);
  return true;
}

// Tells the time up to `to_ms`, each `step_ms`; what is read is read at times that all worlds have.
void RunTo(Script* script, int64_t to_ms, int64_t step_ms) {
  while (script->told_ms() < to_ms) script->Tell(std::min(script->told_ms() + step_ms, to_ms));
}

// Ten hours of `serve`, called at the beginning of each with the hour's number.
template <typename Serve>
Script World(int64_t step_ms, Serve serve) {
  Script script(kStart);
  for (int hour = 0; hour < 10; ++hour) {
    RunTo(&script, kStart + hour * kHour + kUntilVisible, kUntilVisible);
    serve(&script, hour);
    RunTo(&script, kStart + (hour + 1) * kHour, step_ms);
  }
  RunTo(&script, kEnd + kMinute, kUntilVisible);
  return script;
}

Script Empty() {
  return World(kMinute, [](Script*, int) {});
}

Script FewStreams() {
  return World(kMinute, [](Script* script, int hour) {
    for (int stream = 0; stream < hour % 3; ++stream) script->Record(stream, Segment());
  });
}

// A table that fills, places and sizes of every sort, failures, segments that are pushed at once.
Script Crowd() {
  return World(kUntilVisible, [](Script* script, int hour) {
    const std::vector<std::pair<const uint8_t, GeoRow>> places(GeoRows().begin(), GeoRows().end());
    for (int stream = 0; stream < (hour == 3 ? 1500 : 300); ++stream) {
      nodestats_segment segment = stream % 4 == 0 ? OtherDenseHour() : DenseHour();
      const size_t place = static_cast<size_t>(stream + hour) % places.size();
      SetPeer(&segment, std::to_string(places[place].first) + ".1.2.3");
      segment.turnaround_us = 1 + stream * kSecondUs;
      segment.renditions[0].height = 100 + static_cast<uint32_t>(stream) * 3;
      script->Record(stream, stream % 7 == 0 ? FailedSegment() : segment);
      script->Record(stream, segment);
    }
  });
}

// The number that a cell is to have in all worlds, of either sign.
int64_t Target(const CellPlace& place) {
  int64_t hash = 17;
  for (const char c : place.text()) hash = (hash * 31 + c) % 1000003;
  return hash - 500000;
}

// Noise that makes the script's releases hold the targets.
std::vector<int64_t> NoiseFor(const Script& script, uint32_t privacy) {
  Recorder recorder;
  const Wiring wiring = WiringOf(script, privacy, &recorder);
  std::vector<int64_t> noise(wiring.draws, 0);
  for (const auto& [place, cell] : wiring.cells) {
    EXPECT_GE(cell.draw, 0) << place.text();
    if (cell.draw >= 0) noise[static_cast<size_t>(cell.draw)] = Target(place) - cell.exact;
  }
  return noise;
}

// What was read, each with what it is.
using Readings = std::vector<std::pair<std::string, std::string>>;

void Read(const std::string& what, const Answer& answer, Readings* readings) {
  readings->emplace_back(what, answer.bytes());
  readings->emplace_back(what + ": fields", answer.etag() + " " + std::to_string(answer->size) + " " +
                                                std::to_string(answer->id) + " " + std::to_string(answer->gzip) + " " +
                                                std::to_string(answer->last_modified_unix_s) + " " +
                                                std::to_string(answer->next_release_unix_s));
}

// All that is given out to anybody but the operator.
void ReadAll(const Node& node, Readings* readings) {
  const std::string at = " at " + std::to_string((node.now_ms() - kMidnight) / kSecond);
  const int64_t sinces_s[] = {
      0, 1, (kStart + kHour) / kSecond, kMidnight / kSecond - 1, kMidnight / kSecond, kEnd / kSecond, INT64_MAX};
  for (const uint32_t format : kFormats) {
    for (const bool gzip : {false, true}) {
      for (const int64_t since_s : sinces_s) {
        std::ostringstream what;
        what << "format " << format << (gzip ? ", gzip" : "") << ", since " << since_s << at;
        Read(what.str(), node.Summary(format, since_s, gzip), readings);
      }
    }
  }
  for (const std::string& file : FrozenOf(node)) readings->emplace_back("frozen" + at, file);
}

// Signs what waits, so that it appears.
void Sign(const Node& node, Readings* readings) {
  const std::string signature(NODESTATS_SIGNATURE_SIZE, 's');
  for (Answer waiting; nodestats_next_to_sign(node.engine(), waiting.get()) == NODESTATS_OK; waiting = Answer()) {
    Read("to sign", waiting, readings);
    EXPECT_EQ(nodestats_add_signature(node.engine(), waiting->id, signature.data(), signature.size()), NODESTATS_OK);
  }
}

// At each hour's end, when its release appears, and in its midst.
bool IsTimeToRead(int64_t in_hour_ms) {
  return in_hour_ms == 0 || in_hour_ms == kUntilVisible || in_hour_ms == 30 * kMinute + kUntilVisible;
}

Readings ReadingsOf(const Script& script, uint32_t privacy) {
  const SystemRandom random(GiveOneInstance);
  size_t next = 0;
  const InjectedNoise injected([noise = NoiseFor(script, privacy), next](const auto&, int64_t* sample) mutable {
    *sample = next < noise.size() ? noise[next] : 0;
    ++next;
    return true;
  });
  nodestats_config config = PrivateConfig(privacy);
  config.signer[0] = 0x51;
  Node node(config);
  Readings readings;
  for (const Step& step : script.steps()) {
    if (step.stream >= 0) {
      node.Record(step.segment, "manifest " + std::to_string(step.stream));
      continue;
    }
    node.Tell(step.time_ms);
    if (IsTimeToRead(step.time_ms % kHour)) ReadAll(node, &readings);
    Sign(node, &readings);
  }
  return readings;
}

// Where the two differ first.
std::string Difference(const std::string& a, const std::string& b) {
  const auto at = static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const size_t from = at < 60 ? 0 : at - 60;
  return ", from byte " + std::to_string(at) + " on:\n..." + a.substr(from, 120) + "\n..." + b.substr(from, 120);
}

class Leak : public testing::TestWithParam<uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Modes, Leak, testing::Values(kStreamHourMode, kStreamDayMode));

TEST_P(Leak, WorldsWithTheSameNoisedNumbersReadTheSameToTheLastByte) {
  const Readings one = ReadingsOf(Empty(), GetParam());
  EXPECT_GT(one.size(), 2000u);
  for (const Script& script : {FewStreams(), Crowd()}) {
    const Readings other = ReadingsOf(script, GetParam());
    ASSERT_EQ(other.size(), one.size());
    for (size_t i = 0; i < one.size(); ++i) {
      ASSERT_EQ(other[i].first, one[i].first);
      ASSERT_TRUE(other[i].second == one[i].second) << one[i].first << Difference(other[i].second, one[i].second);
    }
  }
}

// Else the test above would compare nothing with nothing.
TEST_P(Leak, TheWorldsHaveNothingInCommon) {
  const std::map<CellPlace, int64_t> few = CellsOf(PlayWith(NoNoise, FewStreams(), GetParam()));
  const Played crowd = PlayWith(NoNoise, Crowd(), GetParam());
  EXPECT_FALSE(crowd.full_hours_ms.empty());
  int different = 0;
  for (const auto& [place, value] : CellsOf(crowd)) different += few.at(place) != value ? 1 : 0;
  EXPECT_GT(different, 30);
}

}  // namespace
}  // namespace nodestats_test
