// What simulated nodes are to see: read from a stream of 32-bit integers in this machine's order, as play.py writes
// it.
#ifndef NODESTATS_BENCH_UTILITY_PLAN_H_
#define NODESTATS_BENCH_UTILITY_PLAN_H_

#include <cstdint>
#include <cstdio>
#include <vector>

#include "nodestats/nodestats.h"

namespace nodestats {

// Media of one stream that arrives at one time.
struct Arrival {
  int32_t minute;  // from the node's beginning
  int32_t stream;
  int32_t sender;
  int32_t address;  // IPv4, of the gateway
  int32_t ladder;
  int32_t duration_s;
};

// A source, and the renditions that are asked for.
struct Ladder {
  struct Size {
    int32_t width;
    int32_t height;
  };
  static constexpr int kMaxRenditions = 8;

  Size source;
  int32_t frames_per_second;
  int32_t rendition_count;
  Size renditions[kMaxRenditions];
};

// The stream is: days, nodes, number of ladders; the ladders; for each node the number of arrivals, and these, in the
// order of their minutes.
class Plan {
 public:
  explicit Plan(std::FILE* file);  // ends the program where the file ends too early, as does NextNode()

  int days() const { return days_; }
  int nodes() const { return nodes_; }

  std::vector<Arrival> NextNode();

  nodestats_segment SegmentOf(const Arrival& arrival) const;

 private:
  template <typename T>
  std::vector<T> Read(int32_t count);

  std::FILE* const file_;
  int32_t days_ = 0;
  int32_t nodes_ = 0;
  std::vector<Ladder> ladders_;
};

}  // namespace nodestats

#endif  // NODESTATS_BENCH_UTILITY_PLAN_H_
