#include "base/write_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr mode_t kAllRead = 0644;

bool WriteAll(int fd, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t written = write(fd, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) done += static_cast<size_t>(written);
  }
  return fsync(fd) == 0;
}

}  // namespace

absl::Status NotWritten(const std::string& path, int error) {
  const std::string words = absl::StrCat(path, " cannot be written: ", std::strerror(error));
  return error == ENOSPC ? absl::ResourceExhaustedError(words) : absl::PermissionDeniedError(words);
}

absl::Status WriteFileAtomically(const std::string& path, const std::string& bytes) {
  const std::string beside = absl::StrCat(path, ".", getpid(), ".part");
  const int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kAllRead);
  if (fd < 0) return NotWritten(beside, errno);
  const bool is_written = WriteAll(fd, bytes);
  const int error = errno;
  close(fd);
  if (is_written && std::rename(beside.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const absl::Status failure = NotWritten(path, is_written ? errno : error);
  unlink(beside.c_str());
  return failure;
}

}  // namespace nodestats::crawler
