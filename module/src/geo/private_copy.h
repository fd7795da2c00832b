// A private copy of a file, which nobody can change once it is sealed.
#ifndef NODESTATS_GEO_PRIVATE_COPY_H_
#define NODESTATS_GEO_PRIVATE_COPY_H_

#include <cstdint>
#include <string>
#include <string_view>

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

// Copies the regular file at `path` into a memory file. A mapping of the file itself would kill the process when
// somebody truncates it: SIGBUS. Never waits for a pipe or a device.
// Errors: EGEOOPEN (missing, unreadable, not a regular file), EGEOSIZE (larger than `max_bytes`; nothing was read),
// EGEOINVALID (empty, or it changed meanwhile), ENOMEM, ESYSTEM (the system refused a memory file).
nodestats_status CopyToMemory(const std::string& path, uint64_t max_bytes, FileDescriptor* copy);

// Adds `bytes` to the end of `copy`, which is not sealed yet.
// Errors: ENOMEM, ESYSTEM; the copy is then of no use.
nodestats_status AppendToCopy(const FileDescriptor& copy, std::string_view bytes);

// Makes `copy` unchangeable.
// Errors: ESYSTEM.
nodestats_status SealCopy(const FileDescriptor& copy);

}  // namespace nodestats

#endif  // NODESTATS_GEO_PRIVATE_COPY_H_
