// All calls at once. What is counted is exact nevertheless; the thread sanitizer watches.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/frozen_files.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

// Records on threads of its own while `run` turns the clock; returns the number of segments that were counted.
template <typename Run>
int64_t RecordWhile(Node* node, int threads, Run run) {
  std::atomic<bool> done{false};
  std::atomic<int64_t> counted{0};
  std::vector<std::thread> recorders;
  for (int i = 0; i < threads; ++i) {
    recorders.emplace_back([&, i] {
      nodestats_segment segment = Segment(static_cast<uint8_t>(i + 1), "88.0.0.1");
      for (int64_t n = 0; !done; ++n) {
        const std::string manifest = std::to_string(n % 50);
        if (nodestats_record_segment(node->engine(), &segment, manifest.data(), manifest.size()) == NODESTATS_OK) {
          ++counted;
        }
      }
    });
  }
  while (counted == 0) std::this_thread::yield();
  run();
  done = true;
  for (std::thread& recorder : recorders) recorder.join();
  return counted;
}

TEST(Threads, EverySegmentIsInExactlyOneHour) {
  Node node;
  node.Tell(kMidnight);
  const int64_t counted = RecordWhile(&node, 2, [&] { node.RunTo(kMidnight + 3 * kHour + kMinute); });
  EXPECT_EQ(node.Info().segments, static_cast<uint64_t>(counted));
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  double hours = 0;
  for (const char* name : {"1h 1", "1h 2", "1h 3", "1h 4"}) {
    const v1::Release release = ReleaseNamed(node, name);
    hours += Figure(release, "segments", {"ok", "4-8"});
    EXPECT_EQ(Figure(release, "media_seconds"), 2 * Figure(release, "segments", {"ok", "4-8"}));
  }
  EXPECT_EQ(hours, static_cast<double>(counted));
  EXPECT_EQ(Figure(ReleaseNamed(node, "4h 4"), "segments", {"ok", "4-8"}), static_cast<double>(counted));
}

TEST(Threads, AllOtherCallsMayRunMeanwhile) {
  const nodestats::TemporaryFolder folder;
  const std::string path = folder.Write("geo.mmdb", GeoFileBytes());
  nodestats_config config = SignedConfig();
  config.geo_path = path.c_str();
  Node node(config);
  node.Tell(kMidnight);
  std::atomic<bool> done{false};
  std::vector<std::thread> others;
  others.emplace_back([&] {
    for (uint32_t n = 0; !done; ++n) {
      Answer answer;
      EXPECT_EQ(nodestats_summary(node.engine(), n % 5 + 1, n % 3, n % 2, answer.get()), NODESTATS_OK);
      EXPECT_GT(answer->size, 0u);
    }
  });
  others.emplace_back([&] {
    while (!done) {
      node.Exact();
      node.Info();
      EXPECT_EQ(nodestats_reload_geo(node.engine(), path.c_str()), NODESTATS_OK);
      FrozenOf(node);
    }
  });
  others.emplace_back([&] {
    while (!done) {
      Answer answer;
      if (nodestats_next_to_sign(node.engine(), answer.get()) != NODESTATS_OK) continue;
      EXPECT_EQ(nodestats_add_signature(node.engine(), answer->id, std::string(65, 's').data(), 65), NODESTATS_OK);
    }
  });
  RecordWhile(&node, 1, [&] { node.RunTo(kMidnight + 2 * kHour + kMinute); });
  done = true;
  for (std::thread& other : others) other.join();
  while (true) {
    Answer answer;
    if (nodestats_next_to_sign(node.engine(), answer.get()) != NODESTATS_OK) break;
    EXPECT_EQ(nodestats_add_signature(node.engine(), answer->id, std::string(65, 's').data(), 65), NODESTATS_OK);
  }
  EXPECT_EQ(Listed(node), (std::vector<std::string>{"1h 1", "1h 2"}));
}

}  // namespace
}  // namespace nodestats_test
