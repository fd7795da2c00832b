// Sums covered hours into windows.
#ifndef NODESTATS_RELEASE_WINDOW_SUM_H_
#define NODESTATS_RELEASE_WINDOW_SUM_H_

#include <cstdint>

#include "domain/windows.h"
#include "hour/tally.h"
#include "release/broadcaster_set.h"

namespace nodestats {

// The covered hours of one window so far.
struct WindowSum {
  explicit WindowSum(Window kind) : window(kind) {}

  int64_t end_s() const { return start_s + kWindows[window].length_s; }

  Window window;
  int64_t start_s = 0;
  uint32_t covered_hours = 0;  // bit i: hour i of the window
  Tally tally;
};

// The windows that an hour is part of and that are published. Not thread-safe.
class WindowSums {
 public:
  explicit WindowSums(uint32_t max_broadcasters, Mode mode = Mode::kBinned)
      : mode_(mode), day_broadcasters_(max_broadcasters) {}

  // Counts a broadcaster of the hour that AddHour() is called for next.
  void AddBroadcaster(uint64_t broadcaster, uint8_t country);

  // Adds a covered hour. Hours come in order, and none after a window's end that was not taken.
  void AddHour(int64_t start_s, const Tally& hour);

  // When the first of the windows ends that have a covered hour; 0 where none has.
  int64_t NextEndS() const;

  // When the first of the windows ends that the hour is part of.
  int64_t FirstEndS(int64_t hour_start_s) const;

  // Shows each window that ended by `now_s` with at least one covered hour, shortest first, and begins it anew.
  template <typename See>
  void TakeEnded(int64_t now_s, See see) {
    for (WindowSum& sum : sums_) {
      if (sum.covered_hours == 0 || sum.end_s() > now_s) continue;
      see(sum);
      Restart(&sum);
    }
  }

 private:
  void Restart(WindowSum* sum);

  const Mode mode_;
  WindowSum sums_[kWindowCount] = {WindowSum(kHour), WindowSum(kBlock), WindowSum(kDay)};
  BroadcasterSet day_broadcasters_;
};

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_WINDOW_SUM_H_
