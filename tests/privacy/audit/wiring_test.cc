// From the draw to the published figure: each cell of each release has one draw of its own, at the scale of the budget.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "abi/frozen_files.h"
#include "privacy/audit/dense_segments.h"
#include "privacy/audit/random_traffic.h"
#include "privacy/audit/recording_noise.h"

namespace nodestats_test {
namespace {

constexpr uint32_t kModes[] = {kStreamHourMode, kStreamDayMode};
constexpr uint32_t kFormats[] = {NODESTATS_FORMAT_TEXT, NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY,
                                 NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF};

// Half of one day and half of the next, with some streams, until their releases are out.
Script TwoDays() {
  constexpr int64_t kStart = kMidnight - 12 * kHour;
  Script script(kStart);
  for (int hour = 0; hour < 24; ++hour) {
    for (int stream = 0; stream < hour % 4; ++stream) script.Record(stream, hour % 2 == 0 ? DenseHour() : Segment());
    script.Record(9, OtherDenseHour());
    script.RunTo(kStart + (hour + 1) * kHour);
  }
  script.RunOut();
  return script;
}

const ExpectedShare* FindExpected(const CellPlace& place, uint32_t privacy) {
  for (const ExpectedShare& share : ExpectedBudget(privacy)) {
    if (share.vector == place.vector && place.release.rfind(share.window + " ", 0) == 0) return &share;
  }
  return nullptr;
}

void ExpectRightlyWired(const Script& script, uint32_t privacy) {
  Recorder recorder;
  const Wiring wiring = WiringOf(script, privacy, &recorder);
  ASSERT_FALSE(wiring.cells.empty());
  std::map<int64_t, std::string> used;
  for (const auto& [place, cell] : wiring.cells) {
    ASSERT_GE(cell.draw, 0) << place.text() << ": published less exact is nothing that was drawn";
    const auto [other, is_new] = used.try_emplace(cell.draw, place.text());
    ASSERT_TRUE(is_new) << place.text() << " has the draw of " << other->second;
    const ExpectedShare* share = FindExpected(place, privacy);
    ASSERT_NE(share, nullptr) << place.text() << " is not in the budget";
    const nodestats::NoiseScale& scale = recorder.draw(static_cast<size_t>(cell.draw)).scale;
    ASSERT_EQ(scale.numerator * share->milli_epsilon, share->sensitivity * 1000 * scale.denominator) << place.text();
  }
  EXPECT_EQ(wiring.draws, wiring.cells.size()) << "drawn, but not published";
}

TEST(Wiring, EachPublishedCellTakesOneFreshDrawAtItsScale) {
  for (const uint32_t privacy : kModes) ExpectRightlyWired(TwoDays(), privacy);
}

TEST(Wiring, EachCellTakesOneFreshDrawWhateverTheClockDoes) {
  for (const uint32_t privacy : kModes) {
    for (const uint64_t seed : {1, 2, 3, 4}) ExpectRightlyWired(RandomTraffic(seed).script(), privacy);
  }
}

// Any cell, with or without a figure in it, is published: which ones are would tell where somebody was.
TEST(Wiring, EveryCellIsPublishedWhateverItHolds) {
  Script quiet(kMidnight);
  quiet.RunTo(kMidnight + kDay + kUntilVisible);
  for (const uint32_t privacy : kModes) {
    for (const Script& script : {quiet, TwoDays()}) {
      for (const DrawNoise& draw : {DrawNoise(NoNoise), DrawNoise()}) {
        for (const auto& [name, release] : PlayWith(draw, script, privacy).releases) {
          for (const v1::Vector& vector : release.vectors()) {
            int classes = 1;
            for (const std::string& domain : vector.domains()) classes *= FindDomain(release, domain)->keys_size();
            EXPECT_EQ(vector.values_size(), classes) << name << " " << vector.name();
            EXPECT_EQ(vector.indexes_size(), 0) << name << " " << vector.name();
          }
        }
      }
    }
  }
}

// Names and labels of a text form's samples.
std::set<std::string> SamplesOf(const std::string& text) {
  std::set<std::string> samples;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("nodestats_", 0) == 0 && line.find("instance_id") == std::string::npos) {
      samples.insert(line.substr(0, line.rfind(' ')));
    }
  }
  return samples;
}

TEST(Wiring, TheTextFormsHaveEverySampleWhateverItsValue) {
  for (const uint32_t privacy : kModes) {
    std::set<std::string> samples[2];
    size_t cells = 0;
    for (const bool noise : {false, true}) {
      const InjectedNoise injected(noise ? DrawNoise() : DrawNoise(NoNoise));
      Node node(PrivateConfig(privacy));
      node.Tell(kMidnight);
      node.RunTo(kMidnight + kDay + kUntilVisible);
      samples[noise ? 1 : 0] = SamplesOf(node.Text());
      cells = 0;
      for (const char* window : {"1h 24", "4h 24", "24h 24"}) {
        if (privacy == kStreamDayMode && window[0] != '2') continue;
        const v1::Release release = ReleaseNamed(node, window);
        for (const v1::Vector& vector : release.vectors()) cells += static_cast<size_t>(vector.values_size());
      }
    }
    EXPECT_EQ(samples[0], samples[1]);
    EXPECT_GE(samples[0].size(), cells);
  }
}

// A node that signs, with the recorder's noise, at the end of a day.
class Frozen : public testing::TestWithParam<uint32_t> {
 protected:
  Frozen() : injected_(recorder_.Draws()), node_(ConfigOf(GetParam())) {
    node_.Tell(kMidnight);
    EXPECT_EQ(node_.Record(DenseHour()), NODESTATS_OK);
    node_.RunTo(kMidnight + kDay - kMinute);
    while (!Sign().empty()) {
    }
    node_.Tell(kMidnight + kDay);
  }

  static nodestats_config ConfigOf(uint32_t privacy) {
    nodestats_config config = PrivateConfig(privacy);
    config.signer[0] = 0x51;
    return config;
  }

  // Signs the oldest release that waits, and gives its message; nothing where none does.
  std::string Sign() {
    Answer waiting;
    if (nodestats_next_to_sign(node_.engine(), waiting.get()) != NODESTATS_OK) return "";
    const std::string signature(NODESTATS_SIGNATURE_SIZE, 's');
    EXPECT_EQ(nodestats_add_signature(node_.engine(), waiting->id, signature.data(), signature.size()), NODESTATS_OK);
    return waiting.bytes();
  }

  // Reads all there is in every way.
  std::vector<std::string> ReadAll() {
    std::vector<std::string> all;
    for (const uint32_t format : kFormats) {
      for (const bool gzip : {false, true}) {
        for (const int64_t since_s : {int64_t{0}, kMidnight / kSecond + 4 * 3600}) {
          all.push_back(node_.Summary(format, since_s, gzip).bytes());
        }
      }
    }
    for (const std::string& file : FrozenOf(node_)) all.push_back(file);
    return all;
  }

  Recorder recorder_;
  const InjectedNoise injected_;
  Node node_;
};

INSTANTIATE_TEST_SUITE_P(Modes, Frozen, testing::ValuesIn(kModes));

TEST_P(Frozen, NothingIsDrawnForReadersAndSignatures) {
  const size_t drawn = recorder_.count();
  std::vector<std::string> messages;
  for (std::string message = Sign(); !message.empty(); message = Sign()) messages.push_back(message);
  EXPECT_EQ(messages.size(), GetParam() == kStreamDayMode ? 1u : 3u);
  const std::vector<std::string> before = ReadAll();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(ReadAll() == before);
  EXPECT_EQ(recorder_.count(), drawn);

  // Now they appear, as they were signed.
  node_.Tell(kMidnight + kDay + kUntilVisible);
  const std::vector<Published> published = ReleasesOf(node_);
  for (size_t i = 0; i < messages.size(); ++i) {
    const Published& one = published[published.size() - messages.size() + i];
    EXPECT_EQ(messages[i].substr(messages[i].size() - one.payload.size()), one.payload);
  }
  const std::vector<std::string> visible = ReadAll();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(ReadAll() == visible);
  node_.RunTo(kMidnight + kDay + kHour - kMinute);
  EXPECT_TRUE(ReadAll() == visible);
  EXPECT_EQ(recorder_.count(), drawn);
}

TEST_P(Frozen, NothingIsDrawnForReleasesThatCameOverARestart) {
  while (!Sign().empty()) {
  }
  node_.Tell(kMidnight + kDay + kUntilVisible);
  const std::vector<std::string> files = FrozenOf(node_);
  ASSERT_FALSE(files.empty());
  Recorder of_next;
  const InjectedNoise injected(of_next.Draws());
  Node next(ConfigOf(GetParam()));
  next.Tell(kMidnight + kDay + kMinute);
  for (const std::string& file : files) EXPECT_EQ(Restore(next, file), NODESTATS_OK);
  next.Tell(kMidnight + kDay + 2 * kMinute);
  EXPECT_EQ(SummaryOf(next).releases_size(), static_cast<int>(files.size()));
  for (const Published& one : ReleasesOf(node_)) {
    const v1::Release release = ReleaseNamed(next, NameOf(one.release));
    EXPECT_TRUE(release.SerializeAsString() == one.release.SerializeAsString()) << NameOf(one.release);
  }
  EXPECT_EQ(of_next.count(), 0u);
}

}  // namespace
}  // namespace nodestats_test
