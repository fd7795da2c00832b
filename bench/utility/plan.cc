#include "plan.h"

#include <cstdlib>

namespace nodestats {
namespace {

constexpr int64_t kUsPerS = 1000 * 1000;

}  // namespace

Plan::Plan(std::FILE* file) : file_(file) {
  const std::vector<int32_t> head = Read<int32_t>(3);
  days_ = head[0];
  nodes_ = head[1];
  ladders_ = Read<Ladder>(head[2]);
}

template <typename T>
std::vector<T> Plan::Read(int32_t count) {
  std::vector<T> items(static_cast<size_t>(count));
  if (std::fread(items.data(), sizeof(T), items.size(), file_) != items.size()) {
    std::fputs("player: the plan ends too early\n", stderr);
    std::exit(1);
  }
  return items;
}

std::vector<Arrival> Plan::NextNode() { return Read<Arrival>(Read<int32_t>(1)[0]); }

nodestats_segment Plan::SegmentOf(const Arrival& arrival) const {
  const Ladder& ladder = ladders_.at(static_cast<size_t>(arrival.ladder));
  const int64_t frames = int64_t{ladder.frames_per_second} * arrival.duration_s;
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.broadcaster[0] = 1;  // zero would have the peer stand for the sender
  for (uint32_t i = 0; i < 4; ++i) {
    segment.broadcaster[1 + i] = static_cast<uint8_t>(arrival.sender >> (8 * i));
    segment.peer[i] = static_cast<uint8_t>(arrival.address >> (24 - 8 * i));
  }
  segment.peer_size = 4;
  segment.decoded_pixels = frames * ladder.source.width * ladder.source.height;
  segment.duration_us = arrival.duration_s * kUsPerS;
  segment.turnaround_us = segment.duration_us / 3;
  for (int32_t i = 0; i < ladder.rendition_count; ++i) {
    nodestats_rendition& rendition = segment.renditions[segment.rendition_count++];
    rendition.width = static_cast<uint32_t>(ladder.renditions[i].width);
    rendition.height = static_cast<uint32_t>(ladder.renditions[i].height);
    rendition.encoded_pixels = frames * ladder.renditions[i].width * ladder.renditions[i].height;
  }
  return segment;
}

}  // namespace nodestats
