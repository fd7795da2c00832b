// The budget of the private modes, written out once more by hand: what the audit measures by.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_EXPECTED_BUDGET_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_EXPECTED_BUDGET_H_

#include <nodestats/nodestats.h>

#include <cstdint>
#include <string>
#include <vector>

namespace nodestats_test {

struct ExpectedShare {
  std::string vector;
  std::string window;
  int64_t sensitivity;  // of the values as they are published; of pixels, in thousandths of the rung's nominal hour
  int milli_epsilon;
};

// Media time is in microseconds, outcomes are in thousandths of a stream.
inline const std::vector<ExpectedShare>& ExpectedBudget(uint32_t privacy) {
  static const auto* const hour = new std::vector<ExpectedShare>{
      {"streams_average", "1h", 3'600'000'000, 100},
      {"streams_peak", "1h", 1, 50},
      {"region_streams_average", "4h", 3'600'000'000, 200},
      {"region_streams_average", "24h", 3'600'000'000, 120},
      {"country_streams_average", "24h", 3'600'000'000, 130},
      {"source_streams_average", "24h", 3'600'000'000, 50},
      {"pixel_rate_streams_average", "24h", 3'600'000'000, 30},
      {"encoded_pixels", "24h", 6'000, 280},
      {"outcome_streams", "24h", 1'000, 40},
  };
  static const auto* const day = new std::vector<ExpectedShare>{
      {"streams_average", "24h", 86'400'000'000, 150},
      {"streams_peak", "24h", 1, 50},
      {"region_streams_average", "24h", 86'400'000'000, 550},
      {"country_streams_average", "24h", 86'400'000'000, 550},
      {"source_streams_average", "24h", 86'400'000'000, 50},
      {"pixel_rate_streams_average", "24h", 86'400'000'000, 50},
      {"encoded_pixels", "24h", 144'000, 550},
      {"outcome_streams", "24h", 24'000, 50},
  };
  return privacy == NODESTATS_PRIVACY_STREAM_DAY ? *day : *hour;
}

// Thousandths of the epsilon that the mode claims.
inline int ClaimedMilliEpsilon(uint32_t privacy) { return privacy == NODESTATS_PRIVACY_STREAM_DAY ? 2000 : 1000; }

// Pixels of a thousandth of an hour of the nominal stream: 16:9 at 30 frames a second, that is of 108 frames.
inline int64_t MilliNominalPixels(const std::string& rung) {
  if (rung == "144p") return 108 * 256 * 144;
  if (rung == "240p") return 108 * 426 * 240;
  if (rung == "360p") return 108 * 640 * 360;
  if (rung == "480p") return 108 * 854 * 480;
  if (rung == "540p") return 108 * 960 * 540;
  if (rung == "720p") return 108 * 1280 * 720;
  if (rung == "1080p") return 108 * 1920 * 1080;
  if (rung == "1440p") return 108 * 2560 * 1440;
  if (rung == "2160p") return 108 * 3840 * 2160;
  return rung == "4320p" ? int64_t{108} * 7680 * 4320 : 0;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_EXPECTED_BUDGET_H_
