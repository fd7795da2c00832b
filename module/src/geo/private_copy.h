// A private copy of a file that nobody can change any more.
#ifndef NODESTATS_GEO_PRIVATE_COPY_H_
#define NODESTATS_GEO_PRIVATE_COPY_H_

#include <cstdint>
#include <string>

#include "nodestats/nodestats.h"

namespace nodestats {

// A file descriptor, closed with its owner.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

// Copies the regular file at `path` into a sealed memory file. A mapping of the file itself would kill the process when
// somebody truncates it: SIGBUS. Never waits for a pipe or a device.
// Errors: EGEOOPEN (missing, unreadable, not a regular file), EGEOSIZE (larger than `max_bytes`; nothing was read),
// EGEOINVALID (empty, or it changed meanwhile), ENOMEM, ESYSTEM (the system refused a memory file).
nodestats_status CopyToSealedMemory(const std::string& path, uint64_t max_bytes, FileDescriptor* copy);

}  // namespace nodestats

#endif  // NODESTATS_GEO_PRIVATE_COPY_H_
