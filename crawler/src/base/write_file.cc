#include "base/write_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

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
  return fsync(fd) == 0 || errno == EINVAL || errno == EROFS;  // devices and pipes have nothing to sync
}

// Opens, writes and closes. 0, or the errno of what failed.
int Write(const std::string& path, int flags, const std::string& bytes) {
  const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, kAllRead);
  if (fd < 0) return errno;
  const int error = WriteAll(fd, bytes) ? 0 : errno;
  return close(fd) == 0 || error != 0 ? error : errno;
}

}  // namespace

absl::Status NotWritten(const std::string& path, int error) {
  const std::string words = absl::StrCat(path, " cannot be written: ", std::strerror(error));
  return error == ENOSPC ? absl::ResourceExhaustedError(words) : absl::PermissionDeniedError(words);
}

absl::Status WriteFileAtomically(const std::string& path, const std::string& bytes) {
  std::error_code none;
  const std::filesystem::path target = std::filesystem::canonical(path, none);
  const std::string file = none ? path : target.string();  // where there is none yet
  if (!none && !std::filesystem::is_regular_file(target, none)) {
    const int error = Write(file, 0, bytes);
    return error == 0 ? absl::OkStatus() : NotWritten(path, error);
  }
  const std::string beside = absl::StrCat(file, ".", getpid(), ".part");
  int error = Write(beside, O_CREAT | O_TRUNC, bytes);
  if (error == 0 && std::rename(beside.c_str(), file.c_str()) != 0) error = errno;
  if (error == 0) return absl::OkStatus();
  unlink(beside.c_str());
  return NotWritten(path, error);
}

}  // namespace nodestats::crawler
