#include "node.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

namespace nodestats {
namespace {

constexpr int64_t kMinuteMs = 60 * 1000;
constexpr int64_t kHourMs = 60 * kMinuteMs;
constexpr int64_t kMidnightMs = 1767225600000;  // 2026-01-01 00:00 UTC
constexpr int64_t kSegmentSeconds = 2;

struct Size {
  uint32_t width;
  uint32_t height;
};
struct Source {
  Size size;
  int64_t frames_per_second;
};
constexpr Source kSources[kSourceKinds] = {
    {{1920, 1080}, 30}, {{1920, 1080}, 60}, {{1280, 720}, 30}, {{2560, 1440}, 30}};
constexpr Size kLadder[] = {{1280, 720}, {854, 480}, {640, 360}, {426, 240}};

int64_t Area(Size size) { return int64_t{size.width} * size.height; }

nodestats_segment MakeSegment(const Source& source, SourceSize source_size) {
  const int64_t frames = kSegmentSeconds * source.frames_per_second;
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.peer_size = sizeof(Stream::peer);
  if (source_size == SourceSize::kGiven) {
    segment.source_width = source.size.width;
    segment.source_height = source.size.height;
  }
  segment.decoded_pixels = frames * Area(source.size);
  segment.input_bytes = 1000 * 1000;
  segment.duration_us = kSegmentSeconds * 1000 * 1000;
  segment.turnaround_us = 700 * 1000;
  for (const Size size : kLadder) {
    nodestats_rendition& rendition = segment.renditions[segment.rendition_count++];
    rendition.width = size.width;
    rendition.height = size.height;
    rendition.encoded_pixels = frames * Area(size);
    rendition.bytes = 200 * 1000;
  }
  return segment;
}

}  // namespace

std::vector<Stream> MakeStreams(int count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Stream> streams(static_cast<size_t>(count));
  for (Stream& stream : streams) {
    char id[sizeof stream.manifest_id + 1];  // in the form of a UUID
    std::snprintf(id, sizeof id, "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(random() >> 32),
                  static_cast<unsigned>(random() >> 48), static_cast<unsigned>(random() >> 48),
                  static_cast<unsigned>(random() >> 48), static_cast<unsigned long long>(random() >> 16));
    std::memcpy(stream.manifest_id, id, sizeof stream.manifest_id);
    for (uint8_t& byte : stream.broadcaster) byte = static_cast<uint8_t>(random());
    for (uint8_t& byte : stream.peer) byte = static_cast<uint8_t>(random());
    stream.source_kind = static_cast<uint32_t>(random() % kSourceKinds);
  }
  return streams;
}

Segments::Segments(SourceSize source_size) {
  for (int kind = 0; kind < kSourceKinds; ++kind) by_kind_[kind] = MakeSegment(kSources[kind], source_size);
}

const nodestats_segment& Segments::Of(const Stream& stream) {
  nodestats_segment& segment = by_kind_[stream.source_kind];
  std::memcpy(segment.broadcaster, stream.broadcaster, sizeof segment.broadcaster);
  std::memcpy(segment.peer, stream.peer, sizeof stream.peer);
  return segment;
}

const char* GeoPath() {
  const char* path = std::getenv("NODESTATS_GEODB");
  if (path != nullptr) return path;
  std::fputs("NODESTATS_GEODB names no geo database: start this by bench/run\n", stderr);
  std::exit(1);
}

bool Binned() {
  const char* mode = std::getenv("NODESTATS_BENCH_BINNED");
  return mode != nullptr && *mode != '\0';
}

Node::Node(const char* geo_path) {
  nodestats_config config;
  nodestats_config_init(&config);
  if (Binned()) config.privacy = NODESTATS_PRIVACY_BINNED;
  config.max_streams = kMaxStreams;
  config.geo_path = geo_path;
  if (const nodestats_status status = nodestats_open(&config, &engine_); status != NODESTATS_OK) Fail("open", status);
  AdvanceMs(kMidnightMs);
}

Node::~Node() { nodestats_close(engine_); }

void Node::Record(const std::vector<Stream>& streams) {
  Segments segments(SourceSize::kUnknown);
  for (const Stream& stream : streams) Record(stream, &segments);
}

void Node::AdvanceMs(int64_t ms) {
  now_ms_ += ms;
  if (const nodestats_status status = nodestats_advance(engine_, now_ms_); status != NODESTATS_OK) {
    Fail("advance", status);
  }
}

void Node::AdvanceToLastMinute() {
  while (now_ms_ % kHourMs < kHourMs - kMinuteMs) AdvanceMs(kMinuteMs);
}

void Node::DropHour() { AdvanceMs(2 * kHourMs - now_ms_ % kHourMs); }

void Node::Fail(const char* call, nodestats_status status) {
  std::fprintf(stderr, "nodestats_%s: %s\n", call, nodestats_status_text(status));
  std::exit(1);
}

}  // namespace nodestats
