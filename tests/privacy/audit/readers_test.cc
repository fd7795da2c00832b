// Readers get the same bytes for the same releases, however many they are and whatever is recorded meanwhile.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <utility>

#include "abi/clock.h"
#include "abi/segments.h"
#include "abi/summary.h"
#include "privacy/audit/private_node.h"

namespace nodestats_test {
namespace {

constexpr int kReads = 1000;
constexpr uint32_t kFormats = 5;

// What a reader has seen of one form.
struct Form {
  std::set<std::string> bodies;
  std::map<std::string, std::string> by_etag;
};

class Reader {
 public:
  void Read(const Node& node, int number) {
    const uint32_t format = 1 + static_cast<uint32_t>(number) % kFormats;
    const bool gzip = number / 5 % 2 == 1;
    const int64_t since_s = number / 10 % 3 == 2 ? kMidnight / kSecond - 1 : int64_t{NODESTATS_SINCE_ALL};
    const Answer answer = node.Summary(format, since_s, gzip);
    Form& form = forms_[std::make_tuple(format, gzip, since_s)];
    form.bodies.insert(answer.bytes());
    EXPECT_EQ(form.by_etag.try_emplace(answer.etag(), answer.bytes()).first->second, answer.bytes());
    if (format != NODESTATS_FORMAT_PROTOBUF) return;
    for (const Published& published : ReleasesOf(node)) {
      const std::string name = NameOf(published.release);
      EXPECT_EQ(payloads_.try_emplace(name, published.payload).first->second, published.payload) << name;
    }
  }

  const std::map<std::tuple<uint32_t, bool, int64_t>, Form>& forms() const { return forms_; }
  const std::map<std::string, std::string>& payloads() const { return payloads_; }

 private:
  std::map<std::tuple<uint32_t, bool, int64_t>, Form> forms_;
  std::map<std::string, std::string> payloads_;
};

TEST(Readers, AThousandReadsBetweenTwoReleasesAreTheSame) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    Node node(PrivateConfig(privacy));
    node.Tell(kMidnight - 4 * kHour);
    node.RunTo(kMidnight + kUntilVisible);
    std::atomic<int> reads{0};
    Reader reader;
    std::thread thread([&] {
      while (reads < kReads) reader.Read(node, reads++);
    });
    for (int n = 0; reads < kReads; ++n) {
      const nodestats_segment segment = n % 3 == 0 ? FailedSegment() : Segment(0, "88.1.1." + std::to_string(n % 250));
      node.Record(segment, std::to_string(n % 900));
      if (n % 100 == 0) node.Tell(std::min(node.now_ms() + kSecond, kMidnight + 50 * kMinute));
      std::this_thread::yield();
    }
    thread.join();
    EXPECT_EQ(reader.payloads().size(), privacy == kStreamHourMode ? 4u + 1u + 1u : 1u);
    for (const auto& [form, seen] : reader.forms()) EXPECT_EQ(seen.bodies.size(), 1u) << std::get<0>(form);
  }
}

TEST(Readers, SeeEachReleaseWithTheSameBytesForEver) {
  constexpr int kHours = 4;
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    Node node(PrivateConfig(privacy));
    node.Tell(kMidnight - 2 * kHour);
    std::atomic<int> reads{0};
    std::atomic<bool> done{false};
    Reader reader;
    std::thread thread([&] {
      while (!done) reader.Read(node, reads++);
    });
    for (int minute = 1; minute <= kHours * 60 + 1; ++minute) {
      for (int n = 0; n < 20; ++n) node.Record(Segment(0, "88.1.1." + std::to_string(n)), std::to_string(minute + n));
      node.Tell(kMidnight - 2 * kHour + minute * kMinute);
      const bool around_an_edge = minute % 60 <= 1 || minute % 60 == 59;
      for (const int before = reads; around_an_edge && reads < before + 20;) std::this_thread::yield();
    }
    done = true;
    thread.join();
    EXPECT_GE(reads, kHours * 3 * 20);
    for (int number = 0; number < 30; ++number) reader.Read(node, number);
    EXPECT_EQ(reader.payloads().size(), privacy == kStreamHourMode ? 4u + 1u + 1u : 1u);
    // One for each boundary, and one before the first release.
    const size_t most = privacy == kStreamHourMode ? kHours + 1 : 2;
    for (const auto& [form, seen] : reader.forms()) EXPECT_LE(seen.bodies.size(), most) << std::get<0>(form);
  }
}

}  // namespace
}  // namespace nodestats_test
