// Progress and results on the user's terminal.
#ifndef NODESTATS_CRAWLER_COMMAND_PROGRESS_H_
#define NODESTATS_CRAWLER_COMMAND_PROGRESS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace nodestats::crawler {

// One line on standard error that is written over, a few times a second, if that is a terminal; nothing otherwise.
// Notes stay, and are written in any case, each after the time (RFC 3339, UTC). Thread-safe.
class Progress {
 public:
  Progress();
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(const std::string& line);
  void Note(const std::string& line);
  void Clear();

 private:
  void ClearLine() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const bool is_terminal_;
  Mutex mutex_;
  bool is_shown_ ABSL_GUARDED_BY(mutex_) = false;
  SteadyTime next_ ABSL_GUARDED_BY(mutex_) = -absl::InfiniteDuration();
};

// Writes to standard output, and out of this process: a full disk behind it is no success.
// Errors: RESOURCE_EXHAUSTED (the disk is full), PERMISSION_DENIED (what else keeps it from being written).
absl::Status Print(absl::string_view text);

// Columns of the terminal that standard output is, else 100.
int OutputColumns();

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_PROGRESS_H_
