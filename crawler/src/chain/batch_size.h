// How many calls to put into a request: fewer where the endpoint refuses many.
#ifndef NODESTATS_CRAWLER_CHAIN_BATCH_SIZE_H_
#define NODESTATS_CRAWLER_CHAIN_BATCH_SIZE_H_

#include <algorithm>
#include <cstddef>

namespace nodestats::crawler {

class BatchSize {
 public:
  explicit BatchSize(size_t most) : most_(std::max<size_t>(most, 1)), now_(most_) {}

  size_t now() const { return now_; }
  void Failed(size_t asked) {
    now_ = std::max<size_t>(std::min(now_, asked) / 2, 1);
    took_ = 0;
  }
  // It may have been a moment's trouble: after many answers more are tried again, ever more rarely.
  void Took() {
    if (now_ == most_ || ++took_ < patience_) return;
    now_ = std::min(now_ * 2, most_);
    patience_ *= 2;
    took_ = 0;
  }

 private:
  size_t most_;
  size_t now_;
  size_t patience_ = 16;  // requests
  size_t took_ = 0;       // since the last that failed
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_BATCH_SIZE_H_
