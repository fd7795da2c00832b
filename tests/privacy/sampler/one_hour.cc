// one_hour stream-hour|binned: a node's whole life in a process of its own. Serves the same stream at the same times
// in one hour, and prints what it published of that: the text form, on standard output.
#include <cstdio>
#include <string_view>

#include "abi/clock.h"
#include "abi/node.h"
#include "abi/segments.h"

int main(int argc, char** argv) {
  using namespace nodestats_test;
  const std::string_view mode = argc == 2 ? argv[1] : "";
  if (mode != "stream-hour" && mode != "binned") return 2;
  nodestats_config config = Config();
  config.privacy = mode == "binned" ? NODESTATS_PRIVACY_BINNED : NODESTATS_PRIVACY_STREAM_HOUR;
  Node node(config);
  for (int64_t minute = 0; minute < 60; ++minute) {
    node.Tell(kMidnight + minute * kMinute);
    EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  }
  node.Tell(kMidnight + kHour);
  node.Tell(kMidnight + kHour + kUntilVisible);
  std::fputs(node.Text().c_str(), stdout);
  return testing::Test::HasFailure() ? 1 : 0;
}
