// Two continuations of one process image, as a fork or a snapshot of the machine makes them, that both close the
// windows which were open: their releases have noise of their own. With the same noise they would differ by what each
// of them counted, and by nothing else.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/segments.h"
#include "abi/summary.h"
#include "privacy/audit/private_node.h"
#include "privacy/injected_noise.h"

namespace nodestats_test {
namespace {

// Runs `live` in a fork of this process, and gives what it returns there.
std::string InAFork(const std::function<std::string()>& live) {
  int ends[2] = {};
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  EXPECT_GE(child, 0);
  if (child == 0) {
    const std::string result = live();
    size_t written = 0;
    for (ssize_t more = 1; written < result.size() && more > 0; written += static_cast<size_t>(more)) {
      more = write(ends[1], result.data() + written, result.size() - written);
      if (more < 0) _exit(1);
    }
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  close(ends[1]);
  std::string result;
  char part[4096];
  for (ssize_t size = 0; (size = read(ends[0], part, sizeof part)) > 0;) result.append(part, static_cast<size_t>(size));
  close(ends[0]);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0) << "the fork failed";
  return result;
}

std::vector<std::string> WindowsOf(uint32_t privacy) {
  if (privacy == kStreamDayMode) return {"24h"};
  return {"1h", "4h", "24h"};
}

// The release of a window that ends at midnight.
v1::Release MidnightRelease(const v1::Summary& summary, const std::string& window) {
  for (const v1::SignedRelease& signed_release : summary.releases()) {
    v1::Release release;
    EXPECT_TRUE(release.ParseFromString(signed_release.payload()));
    if (NameOf(release) == window + " 0") return release;
  }
  ADD_FAILURE() << "no release of " << window;
  return {};
}

// What two halves of a node published.
struct Halves {
  v1::Summary one;
  v1::Summary other;
};

// A node forks in the middle of an hour, a block and a day, some hours after its start. Both halves live on alike, and
// close all three.
Halves Fork(uint32_t privacy) {
  Node node(PrivateConfig(privacy));
  node.Tell(kMidnight - 5 * kHour);
  node.RunTo(kMidnight - 30 * kMinute);
  EXPECT_EQ(node.Record(Segment(1, "8.8.8.8")), NODESTATS_OK);
  const auto live_on = [&] {
    EXPECT_EQ(node.Record(Segment(2, "88.1.1.1")), NODESTATS_OK);
    node.RunTo(kMidnight + kUntilVisible);
    return node.Summary(NODESTATS_FORMAT_PROTOBUF).bytes();
  };
  Halves halves;
  EXPECT_TRUE(halves.other.ParseFromString(InAFork(live_on)));
  EXPECT_TRUE(halves.one.ParseFromString(live_on()));
  return halves;
}

int EqualCells(const v1::Vector& one, const v1::Vector& other) {
  EXPECT_EQ(one.values_size(), other.values_size());
  int equal = 0;
  for (int i = 0; i < one.values_size(); ++i) equal += one.values(i) == other.values(i) ? 1 : 0;
  return equal;
}

TEST(Fork, BothHalvesDrawNoiseOfTheirOwn) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    const Halves halves = Fork(privacy);
    for (const std::string& window : WindowsOf(privacy)) {
      const v1::Release one = MidnightRelease(halves.one, window);
      const v1::Release other = MidnightRelease(halves.other, window);
      ASSERT_GT(one.vectors_size(), 0);
      ASSERT_EQ(one.vectors_size(), other.vectors_size());
      for (int i = 0; i < one.vectors_size(); ++i) {
        const v1::Vector& vector = one.vectors(i);
        if (vector.name() == "streams_peak") continue;  // one small number, which may well be drawn twice
        // Media time is in microseconds, of which no two draws are equal by chance; of the others hardly three.
        const bool media = vector.divisor() >= 3'600'000'000;
        EXPECT_LE(EqualCells(vector, other.vectors(i)), media ? 0 : 2) << window << " " << vector.name();
      }
    }
  }
}

// So that it is the noise which differs above.
TEST(Fork, WithoutNoiseBothHalvesPublishTheSame) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    const InjectedNoise none(NoNoise);
    const Halves halves = Fork(privacy);
    for (const std::string& window : WindowsOf(privacy)) {
      EXPECT_EQ(MidnightRelease(halves.one, window).SerializeAsString(),
                MidnightRelease(halves.other, window).SerializeAsString());
    }
  }
}

}  // namespace
}  // namespace nodestats_test
