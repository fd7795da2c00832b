// Who writes a store: one process at a time.
#ifndef NODESTATS_CRAWLER_STORE_WRITER_LOCK_H_
#define NODESTATS_CRAWLER_STORE_WRITER_LOCK_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace nodestats::crawler {

// A lock on FILE.lock, which holds the process id of who has it. The system lets go of it when the process ends,
// however it does; the file stays.
class WriterLock {
 public:
  // Errors: FAILED_PRECONDITION (another process has it), PERMISSION_DENIED (the lock's file cannot be made).
  static absl::StatusOr<WriterLock> Take(const std::string& path);

  WriterLock(WriterLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  WriterLock& operator=(WriterLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~WriterLock();

 private:
  explicit WriterLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_WRITER_LOCK_H_
