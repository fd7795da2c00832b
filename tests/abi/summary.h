// The protobuf summary, read back with the full protobuf.
#ifndef NODESTATS_TESTS_ABI_SUMMARY_H_
#define NODESTATS_TESTS_ABI_SUMMARY_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/node.h"
#include "nodestats_test/v1/summary.pb.h"

namespace nodestats_test {

struct Published {
  std::string payload;
  std::string signature;
  v1::Release release;  // of the payload
};

inline v1::Summary SummaryOf(const Node& node, int64_t since_s = NODESTATS_SINCE_ALL) {
  v1::Summary summary;
  EXPECT_TRUE(summary.ParseFromString(node.Summary(NODESTATS_FORMAT_PROTOBUF, since_s).bytes()));
  return summary;
}

inline std::vector<Published> ReleasesOf(const Node& node, int64_t since_s = NODESTATS_SINCE_ALL) {
  std::vector<Published> all;
  const v1::Summary summary = SummaryOf(node, since_s);
  for (const v1::SignedRelease& one : summary.releases()) {
    v1::Release release;
    EXPECT_TRUE(release.ParseFromString(one.payload()));
    all.push_back({one.payload(), one.signature(), std::move(release)});
  }
  return all;
}

inline std::string NameOf(v1::Window window) {
  switch (window) {
    case v1::WINDOW_1H:
      return "1h";
    case v1::WINDOW_4H:
      return "4h";
    case v1::WINDOW_24H:
      return "24h";
    default:
      return "?";
  }
}

// Names a release by its window, and the hours from kMidnight to its end: "4h 12".
inline std::string NameOf(const v1::Release& release) {
  const int64_t end_ms = release.end_unix_seconds() * kSecond - kMidnight;
  EXPECT_EQ(end_ms % kHour, 0);
  return NameOf(release.window()) + " " + std::to_string(end_ms / kHour);
}

// What the summary lists, in its order.
inline std::vector<std::string> Listed(const Node& node, int64_t since_s = NODESTATS_SINCE_ALL) {
  std::vector<std::string> names;
  for (const Published& published : ReleasesOf(node, since_s)) names.push_back(NameOf(published.release));
  return names;
}

// The release of that name; an empty one where there is none.
inline v1::Release ReleaseNamed(const Node& node, const std::string& name) {
  for (const Published& published : ReleasesOf(node)) {
    if (NameOf(published.release) == name) return published.release;
  }
  ADD_FAILURE() << "no release " << name;
  return {};
}

inline std::vector<uint32_t> CoveredHours(const v1::Release& release) {
  return {release.covered_hours().begin(), release.covered_hours().end()};
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_SUMMARY_H_
