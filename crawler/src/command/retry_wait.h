// How long what failed is left alone.
#ifndef NODESTATS_CRAWLER_COMMAND_RETRY_WAIT_H_
#define NODESTATS_CRAWLER_COMMAND_RETRY_WAIT_H_

#include <algorithm>

#include "absl/time/time.h"

namespace nodestats::crawler {

// Short at first, since most trouble passes (a name server that starts after us, a lock), and twice as long after each
// further failure.
class RetryWait {
 public:
  static constexpr absl::Duration kFirst = absl::Seconds(10);

  absl::Duration Failed(absl::Duration most) {
    const absl::Duration wait = std::min(next_, most);
    next_ = std::min(2 * next_, most);
    return wait;
  }
  void Succeeded() { next_ = kFirst; }

 private:
  absl::Duration next_ = kFirst;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_RETRY_WAIT_H_
