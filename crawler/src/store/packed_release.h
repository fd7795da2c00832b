// Releases reduced to what the network's view sums up, and packed: 10,000 nodes' week is read in a second.
#ifndef NODESTATS_CRAWLER_STORE_PACKED_RELEASE_H_
#define NODESTATS_CRAWLER_STORE_PACKED_RELEASE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "nodestats/v1/summary.pb.h"
#include "store/figure.h"

namespace nodestats::crawler {

// The packed form of `release`, to be appended to those of the same instance's UTC day. Holds the vectors of figure.h
// whose classes are those of our own table; what else a release has, or has otherwise, is not for the view.
//
// First the size of what follows and its checksum (4 bytes), so that what the disk changed does not count as a figure.
// All whole numbers are base-128 varints: window; covered hours, bit h for hour h of the day; number of vectors; for
// each its figure, divisor, number of standard deviations (and these, as doubles), number of values, and the values in
// zigzag form, where a 0 is followed by the number of further zeros.
std::string Pack(const v1::Release& release);

// A vector as it was packed. Borrowed from the reader, until its next call.
struct PackedVector {
  Figure figure = Figure::kStreams;
  double unit = 1;                   // what a value of 1 is
  absl::Span<const double> stddev;   // in units of the figure: none, one for all values, or one for each
  absl::Span<const int64_t> values;  // as many as the figure has classes
};

// Reads what Pack made, release by release and vector by vector. Anything else ends it early, with ok() false.
class PackedReader {
 public:
  explicit PackedReader(absl::string_view packed) : following_(packed) {}

  bool NextRelease();  // skips what is left of the last one; false also where the next is not as it was packed
  v1::Window window() const { return window_; }
  uint32_t covered_hours() const { return covered_hours_; }

  bool NextVector(PackedVector& vector);
  bool ok() const { return ok_; }

 private:
  uint64_t Number();
  void ReadStddev(uint64_t count);
  void ReadValues(size_t count);
  bool Fail();

  absl::string_view following_;  // releases after this one
  absl::string_view rest_;       // of this one
  v1::Window window_ = v1::WINDOW_UNSPECIFIED;
  uint32_t covered_hours_ = 0;
  uint64_t vectors_left_ = 0;
  bool ok_ = true;
  std::vector<double> stddev_;
  std::vector<int64_t> values_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_PACKED_RELEASE_H_
