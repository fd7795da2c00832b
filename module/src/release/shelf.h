// The releases that are kept, and those that wait to appear.
#ifndef NODESTATS_RELEASE_SHELF_H_
#define NODESTATS_RELEASE_SHELF_H_

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "release/frozen.h"

namespace nodestats {

// Not thread-safe.
class Shelf {
 public:
  // With `wants_signatures`, a release appears only once it is signed.
  explicit Shelf(bool wants_signatures) : wants_signatures_(wants_signatures) {}

  // Adds a release that was just made. Releases come ascending by end.
  void Add(Window window, int64_t end_s, std::string payload);

  // The oldest release that has not appeared yet, or null.
  const Frozen* Oldest() const { return waiting_.empty() ? nullptr : &waiting_.front(); }

  // The oldest release that waits for its signature, or null.
  const Frozen* NextToSign() const;

  // False where no release `id` waits for a signature.
  bool Sign(uint64_t id, absl::string_view signature);

  // Lets appear what is due, all windows of one end together and in the order of their ends, and forgets what is too
  // old. True where that changes kept().
  bool Update(int64_t now_s);

  // Takes back a release of an earlier process. Errors: EFUTURE (only its end is noted), EEXPIRED, EEXIST.
  nodestats_status Restore(Frozen frozen, int64_t now_s);

  // Ascending by end, then by length of the window.
  const std::vector<std::shared_ptr<const Frozen>>& kept() const { return kept_; }

  // End of the newest release, waiting ones included; 0 without any.
  int64_t newest_end_s() const { return newest_end_s_; }

  // No hour before this may be opened, since there is a release of it: the newest release's end, also of those that
  // were refused since they end in the future, by at most a day.
  int64_t open_from_s() const { return std::max(newest_end_s_, future_end_s_); }

  // The oldest kept release of this process with an id above `after_id`, or null.
  const Frozen* Next(uint64_t after_id) const;

 private:
  bool Due(const Frozen& frozen, int64_t now_s) const;
  void Keep(std::shared_ptr<const Frozen> frozen);
  bool Forget(int64_t now_s);

  const bool wants_signatures_;
  uint64_t last_id_ = 0;
  int64_t newest_end_s_ = 0;
  int64_t future_end_s_ = 0;  // of releases that were refused since they had not ended; 0 without any
  std::deque<Frozen> waiting_;
  std::vector<std::shared_ptr<const Frozen>> kept_;
};

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_SHELF_H_
