// Segments to begin with.
#ifndef NODESTATS_TESTS_ABI_SEGMENTS_H_
#define NODESTATS_TESTS_ABI_SEGMENTS_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <cstring>
#include <string>

namespace nodestats_test {

inline constexpr int64_t kSecondUs = 1000 * 1000;

// Of IPv4 or IPv6, as people write it; empty: unknown.
inline void SetPeer(nodestats_segment* segment, const std::string& address) {
  std::memset(segment->peer, 0, sizeof segment->peer);
  segment->peer_size = 0;
  if (address.empty()) return;
  const bool ipv6 = address.find(':') != std::string::npos;
  EXPECT_EQ(inet_pton(ipv6 ? AF_INET6 : AF_INET, address.c_str(), segment->peer), 1) << address;
  segment->peer_size = ipv6 ? 16 : 4;
}

// Broadcaster 0 is the zero address, as off-chain.
inline void SetBroadcaster(nodestats_segment* segment, uint8_t number) {
  std::memset(segment->broadcaster, number == 0 ? 0 : 0xb0, sizeof segment->broadcaster);
  segment->broadcaster[NODESTATS_ADDRESS_SIZE - 1] = number;
}

// Two seconds of 720p made into 360p in half a second, all in 30 frames a second.
inline nodestats_segment Segment(uint8_t broadcaster = 1, const std::string& peer = "8.8.8.8") {
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  SetBroadcaster(&segment, broadcaster);
  SetPeer(&segment, peer);
  segment.source_width = 1280;
  segment.source_height = 720;
  segment.decoded_pixels = int64_t{1280} * 720 * 60;
  segment.input_bytes = 500 * 1000;
  segment.duration_us = 2 * kSecondUs;
  segment.turnaround_us = kSecondUs / 2;
  segment.rendition_count = 1;
  segment.renditions[0] = {640, 360, 30, 1, int64_t{640} * 360 * 60, 100 * 1000, 0, 0};
  return segment;
}

// What could not be transcoded, without any rendition.
inline nodestats_segment FailedSegment(uint8_t broadcaster = 1) {
  nodestats_segment segment = Segment(broadcaster);
  segment.outcome = NODESTATS_OUTCOME_FAILED;
  segment.rendition_count = 0;
  segment.renditions[0] = {};
  return segment;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_SEGMENTS_H_
