#include "store/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr mode_t kOwnerWritesAllRead = 0644;

// What the holder wrote; empty where it has not got to that yet.
std::string HolderOf(int fd) {
  char text[32];
  const ssize_t size = pread(fd, text, sizeof text, 0);
  return size <= 0 ? std::string() : std::string(absl::StripAsciiWhitespace({text, static_cast<size_t>(size)}));
}

absl::Status TakenBy(const std::string& holder, const std::string& path) {
  return absl::FailedPreconditionError(absl::StrCat("another crawler (process ", holder.empty() ? "unknown" : holder,
                                                    ") writes ", path, "; stop it or give another --store"));
}

}  // namespace

absl::StatusOr<WriterLock> WriterLock::Take(const std::string& path) {
  const std::string lock_path = path + ".lock";
  WriterLock lock(open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerWritesAllRead));
  if (lock.fd_ < 0) {
    return absl::PermissionDeniedError(
        absl::StrCat(lock_path, " cannot be made: ", std::strerror(errno), "; check that its folder is writable"));
  }
  if (flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) return TakenBy(HolderOf(lock.fd_), path);
  // For people only: a process id that could not be written does not unmake the lock.
  const std::string text = absl::StrCat(getpid(), "\n");
  if (ftruncate(lock.fd_, 0) == 0 && pwrite(lock.fd_, text.data(), text.size(), 0) < 0) errno = 0;
  return lock;
}

WriterLock::~WriterLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace nodestats::crawler
