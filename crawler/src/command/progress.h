// Progress and results on the user's terminal.
#ifndef NODESTATS_CRAWLER_COMMAND_PROGRESS_H_
#define NODESTATS_CRAWLER_COMMAND_PROGRESS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nodestats::crawler {

// One line on standard error that is written over, a few times a second, if that is a terminal; nothing otherwise.
// Notes stay, and are written in any case. Not thread-safe.
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
  const bool is_terminal_;
  bool is_shown_ = false;
  absl::Time next_ = absl::InfinitePast();
};

// Writes to standard output, and out of this process: a full disk behind it is no success.
// Errors: RESOURCE_EXHAUSTED (the disk is full), PERMISSION_DENIED (what else keeps it from being written).
absl::Status Print(absl::string_view text);

// Columns of the terminal that standard output is, else 100.
int OutputColumns();

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_PROGRESS_H_
