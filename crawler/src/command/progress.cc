#include "command/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "absl/time/clock.h"
#include "base/write_file.h"

namespace nodestats::crawler {

Progress::Progress() : is_terminal_(isatty(STDERR_FILENO) != 0) {}

void Progress::Show(const std::string& line) {
  constexpr absl::Duration kStep = absl::Milliseconds(150);
  const MutexLock lock(&mutex_);
  const SteadyTime now = SteadyNow();
  if (!is_terminal_ || now < next_) return;
  next_ = now + kStep;
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  is_shown_ = true;
}

void Progress::Note(const std::string& line) {
  const std::string time = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(), absl::UTCTimeZone());
  const MutexLock lock(&mutex_);
  ClearLine();
  std::fprintf(stderr, "%s %s\n", time.c_str(), line.c_str());
}

void Progress::Clear() {
  const MutexLock lock(&mutex_);
  ClearLine();
}

void Progress::ClearLine() {
  if (is_shown_) std::fputs("\r\033[K", stderr);
  is_shown_ = false;
  next_ = -absl::InfiniteDuration();
}

absl::Status Print(absl::string_view text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return is_written ? absl::OkStatus() : NotWritten("standard output", errno);
}

int OutputColumns() {
  constexpr int kDefault = 100;
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kDefault;
}

}  // namespace nodestats::crawler
