// What the benchmarks drive: an engine with a clock of its own, and the streams that it counts.
#ifndef NODESTATS_BENCH_NODE_H_
#define NODESTATS_BENCH_NODE_H_

#include <cstdint>
#include <vector>

#include "nodestats/nodestats.h"

namespace nodestats {

// Whether the host tells the source's size; the real node does not, and the library infers its rung.
enum class SourceSize { kUnknown, kGiven };

inline constexpr int kSourceKinds = 4;

// A stream: one broadcaster's one manifest, from one gateway. One cache line, so that walking through many of them
// costs little beside what is measured.
struct Stream {
  char manifest_id[36];
  uint8_t broadcaster[NODESTATS_ADDRESS_SIZE];
  uint8_t peer[4];
  uint32_t source_kind;  // 0 to kSourceKinds - 1: size and frame rate
};
static_assert(sizeof(Stream) == 64);

// `count` streams from all over the IPv4 addresses, each of a broadcaster of its own; the same ones for the same
// `seed`.
std::vector<Stream> MakeStreams(int count, uint64_t seed);

// Makes the segments that a thread records: two seconds of source in a ladder of four renditions, all of which keep the
// source's frame rate. As in a node, they lie in memory that the thread has at hand. Not thread-safe.
class Segments {
 public:
  explicit Segments(SourceSize source_size);

  // The next segment of `stream`, valid until the next call.
  const nodestats_segment& Of(const Stream& stream);

 private:
  nodestats_segment by_kind_[kSourceKinds];
};

// The path in NODESTATS_GEODB, which bench/run sets. Ends the program where there is none.
const char* GeoPath();

// Whether engines are in mode `binned`, as NODESTATS_BENCH_BINNED asks for, instead of the default.
bool Binned();

// An engine at the beginning of an hour. Ends the program, with a line that says why, where a call fails. As
// thread-safe as the engine.
class Node {
 public:
  static constexpr int kMaxStreams = 65536;

  explicit Node(const char* geo_path = nullptr);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  nodestats_status TryRecord(const Stream& stream, Segments* segments) {
    return nodestats_record_segment(engine_, &segments->Of(stream), stream.manifest_id, sizeof stream.manifest_id);
  }
  void Record(const Stream& stream, Segments* segments) {
    if (const nodestats_status status = TryRecord(stream, segments); status != NODESTATS_OK) Fail("record", status);
  }
  void Record(const std::vector<Stream>& streams);  // a segment of each

  void AdvanceMs(int64_t ms);
  void AdvanceToLastMinute();  // of the open hour
  void DropHour();             // by a jump of the clock, to the beginning of another hour

  nodestats_engine* engine() { return engine_; }

 private:
  [[noreturn]] static void Fail(const char* call, nodestats_status status);

  nodestats_engine* engine_ = nullptr;
  int64_t now_ms_ = 0;
};

}  // namespace nodestats

#endif  // NODESTATS_BENCH_NODE_H_
