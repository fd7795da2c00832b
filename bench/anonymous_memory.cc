#include "anonymous_memory.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace nodestats {

// RssAnon of proc(5), read without an allocation. The kernel counts pages for each thread and adds up when 64 have come
// together, so that the sum may be some hundred KiB behind.
int64_t AnonymousBytes() {
  char status[4096];
  const int file = open("/proc/self/status", O_RDONLY);
  const ssize_t size = file < 0 ? -1 : read(file, status, sizeof status - 1);
  if (file >= 0) close(file);
  status[std::max<ssize_t>(size, 0)] = '\0';
  const char* line = std::strstr(status, "RssAnon:");
  if (line == nullptr) {
    std::fputs("/proc/self/status has no RssAnon\n", stderr);
    std::exit(1);
  }
  return std::strtoll(line + std::strlen("RssAnon:"), nullptr, 10) * 1024;
}

AnonymousPeak::AnonymousPeak()
    : thread_([this] {
        while (!done_) {
          peak_bytes_ = std::max(peak_bytes_.load(), AnonymousBytes());
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
      }) {}

AnonymousPeak::~AnonymousPeak() {
  done_ = true;
  thread_.join();
}

}  // namespace nodestats
