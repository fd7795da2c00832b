// ExportTo of documents.h.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "publish/documents.h"
#include "publish/view_file.h"

namespace nodestats::crawler {
namespace {

constexpr mode_t kAllRead = 0644;

absl::Status Failure(const std::string& path, int error) {
  const std::string words = absl::StrCat(path, " cannot be written: ", std::strerror(error));
  return error == ENOSPC ? absl::ResourceExhaustedError(words) : absl::PermissionDeniedError(words);
}

bool WriteAll(int fd, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t written = write(fd, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) done += static_cast<size_t>(written);
  }
  return fsync(fd) == 0;
}

// Beside its place first, then into it: a reader sees the old file or the new one.
absl::Status WriteFile(const std::string& path, const std::string& bytes) {
  const std::string beside = absl::StrCat(path, ".", getpid(), ".part");
  const int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kAllRead);
  if (fd < 0) return Failure(beside, errno);
  const bool is_written = WriteAll(fd, bytes);
  const int error = errno;
  close(fd);
  if (is_written && rename(beside.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const absl::Status failure = Failure(path, is_written ? errno : error);
  unlink(beside.c_str());
  return failure;
}

}  // namespace

absl::Status ExportTo(const std::string& folder, const Snapshot& snapshot) {
  const std::vector<ViewFile> files = ViewFiles(snapshot);
  for (const ViewFile& file : files) {
    const std::filesystem::path path = std::filesystem::path(folder) / file.path;
    std::error_code error;
    if (std::filesystem::exists(path, error)) continue;  // the same name is the same bytes
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) return Failure(path.parent_path().string(), error.value());
    const absl::Status status = WriteFile(path.string(), file.json);
    if (!status.ok()) return status;
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Failure(folder, error.value());
  absl::Status status = WriteFile(absl::StrCat(folder, "/nodes.json"), NodesJson(snapshot));
  // Last: it names the others.
  if (status.ok()) status = WriteFile(absl::StrCat(folder, "/index.json"), IndexJsonOf(snapshot, files));
  return status;
}

}  // namespace nodestats::crawler
