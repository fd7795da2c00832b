// memory_bench live HOURS | flood IDS: how much anonymous memory the process gains by an engine, at its worst, the geo
// database's copy (which is a private file) apart.
//   live HOURS  with as many streams as there may be live in each of so many hours, all releases and renderings kept
//   flood IDS   with a segment of each of so many streams in one hour, most of which are turned away, then with as many
//   of streams that fail, and that hour's end
// Prints one line: a name, and the bytes.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "anonymous_memory.h"
#include "node.h"

namespace nodestats {
namespace {

void EndHour(Node* node) {
  node->AdvanceToLastMinute();
  node->AdvanceMs(60 * 1000);
  node->AdvanceMs(10 * 1000);
  node->AdvanceMs(50 * 1000);
}

void Live(Node* node, const std::vector<Stream>& streams, int64_t hours) {
  for (int64_t hour = 0; hour < hours; ++hour) {
    node->Record(streams);
    EndHour(node);
  }
}

// Ends the program unless so many segments are taken, and all later ones turned away.
void Expect(nodestats_status status, int64_t id, int64_t taken) {
  if (status == (id < taken ? NODESTATS_OK : NODESTATS_EFULL)) return;
  std::fprintf(stderr, "stream %lld: %s\n", static_cast<long long>(id), nodestats_status_text(status));
  std::exit(1);
}

void Flood(Node* node, std::vector<Stream> streams, int64_t ids) {
  Segments segments(SourceSize::kUnknown);
  const auto stream_of = [&](int64_t id) -> const Stream& {
    Stream& stream = streams[static_cast<size_t>(id) % streams.size()];
    std::memcpy(stream.manifest_id, &id, sizeof id);
    return stream;
  };
  for (int64_t id = 0; id < ids; ++id) Expect(node->TryRecord(stream_of(id), &segments), id, Node::kMaxStreams);
  nodestats_segment failed = segments.Of(streams.front());
  failed.outcome = NODESTATS_OUTCOME_FAILED;
  for (int64_t id = 0; id < ids; ++id) {
    const Stream& stream = stream_of(ids + id);
    std::memcpy(failed.broadcaster, stream.broadcaster, sizeof failed.broadcaster);
    const nodestats_status status =
        nodestats_record_segment(node->engine(), &failed, stream.manifest_id, sizeof stream.manifest_id);
    Expect(status, id, Binned() ? ids : Node::kMaxStreams / 64);
  }
  EndHour(node);
}

}  // namespace
}  // namespace nodestats

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: memory_bench live HOURS | flood IDS\n", stderr);
    return 2;
  }
  const bool live = std::strcmp(argv[1], "live") == 0;
  const int64_t count = std::atoll(argv[2]);
  const char* geo_path = nodestats::GeoPath();
  const std::vector<nodestats::Stream> streams = nodestats::MakeStreams(nodestats::Node::kMaxStreams, 7);
  std::vector<nodestats::Stream> flood = streams;  // touched before the memory is measured
  nodestats::AnonymousPeak peak;
  malloc_trim(0);
  const int64_t before = nodestats::AnonymousBytes();
  nodestats::Node node(geo_path);
  live ? nodestats::Live(&node, streams, count) : nodestats::Flood(&node, std::move(flood), count);
  std::printf("Memory/%s %lld\n", argv[1], static_cast<long long>(peak.bytes() - before));
  return 0;
}
