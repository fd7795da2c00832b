// Nothing but the operating system's randomness decides about the noise: two processes that live through the same hour
// publish different figures. They are programs of their own, on the library as it is installed.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "abi/prometheus_text.h"

namespace nodestats_test {
namespace {

constexpr int kProcesses = 4;

// A mutant of the program takes its place where the environment names one.
std::string Program() {
  const char* program = std::getenv("NODESTATS_ONE_HOUR");
  return program == nullptr ? NODESTATS_ONE_HOUR : program;
}

Families Live(const std::string& mode) {
  FILE* output = popen((Program() + " " + mode).c_str(), "r");
  EXPECT_NE(output, nullptr);
  std::string text;
  std::array<char, 4096> part;
  for (size_t size = 0; (size = std::fread(part.data(), 1, part.size(), output)) > 0;) text.append(part.data(), size);
  EXPECT_EQ(pclose(output), 0);
  return ParseText(text);
}

double StreamsIn(const Families& families) {
  return families.at("nodestats_streams_average").samples.at({{"window", "1h"}});
}

std::string InstanceIn(const Families& families) {
  return families.at("nodestats_release_info").samples.begin()->first.at("instance_id");
}

TEST(SamplerProcesses, WithEqualInputAndClockPublishDifferentNoise) {
  std::set<double> averages;
  std::set<std::string> instances;
  for (int i = 0; i < kProcesses; ++i) {
    const Families families = Live("stream-hour");
    averages.insert(StreamsIn(families));
    instances.insert(InstanceIn(families));
  }
  EXPECT_EQ(averages.size(), size_t{kProcesses});
  EXPECT_EQ(instances.size(), size_t{kProcesses});
}

// So that it is the noise which differs above.
TEST(SamplerProcesses, WithEqualInputAndClockCountTheSame) {
  std::set<std::string> instances;
  for (int i = 0; i < kProcesses; ++i) {
    const Families families = Live("binned");
    EXPECT_NEAR(StreamsIn(families), 120.0 / 3600, 1e-9) << "an hour of 60 segments of 2 s";
    instances.insert(InstanceIn(families));
  }
  EXPECT_EQ(instances.size(), size_t{kProcesses});
}

}  // namespace
}  // namespace nodestats_test
