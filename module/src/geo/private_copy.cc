#include "geo/private_copy.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/page_allocator.h"

namespace nodestats {
namespace {

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U  // Linux 6.3; newer than the C library that we build with
#endif

constexpr size_t kChunkBytes = 256 * 1024;

nodestats_status MemoryStatus() { return errno == ENOMEM || errno == ENOSPC ? NODESTATS_ENOMEM : NODESTATS_ESYSTEM; }

// Where the administrator forbids executable memory files, the flag has to be given; older kernels do not know it.
int MakeMemoryFile() {
  constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  const int fd = memfd_create("nodestats-geo", kFlags | MFD_NOEXEC_SEAL);
  return fd < 0 && errno == EINVAL ? memfd_create("nodestats-geo", kFlags) : fd;
}

// A write beyond this limit would not fail, but raise SIGXFSZ, which ends the process.
bool FileSizeLimitAllows(uint64_t size_bytes) {
  rlimit limit{};
  return getrlimit(RLIMIT_FSIZE, &limit) == 0 && (limit.rlim_cur == RLIM_INFINITY || size_bytes <= limit.rlim_cur);
}

nodestats_status WriteAll(int fd, const uint8_t* data, size_t size) {
  while (size > 0) {
    const ssize_t written = write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return MemoryStatus();
    data += written;
    size -= static_cast<size_t>(written);
  }
  return NODESTATS_OK;
}

// Copies `size_bytes`, and sees that the file ends there.
nodestats_status CopyBytes(int from, int to, uint64_t size_bytes) {
  Pages<uint8_t> chunk(kChunkBytes);
  uint64_t copied_bytes = 0;
  while (true) {
    const ssize_t got = read(from, chunk.data(), kChunkBytes);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return NODESTATS_EGEOOPEN;
    if (got == 0) return copied_bytes == size_bytes ? NODESTATS_OK : NODESTATS_EGEOINVALID;
    copied_bytes += static_cast<uint64_t>(got);
    if (copied_bytes > size_bytes) return NODESTATS_EGEOINVALID;
    const nodestats_status status = WriteAll(to, chunk.data(), static_cast<size_t>(got));
    if (status != NODESTATS_OK) return status;
  }
}

bool IsUnchanged(const struct stat& before, const struct stat& after) {
  return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
         before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) close(fd_);
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

nodestats_status CopyToMemory(const std::string& path, uint64_t max_bytes, FileDescriptor* copy) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat before{};
  if (!file.valid() || fstat(file.get(), &before) != 0 || !S_ISREG(before.st_mode)) return NODESTATS_EGEOOPEN;
  const auto size_bytes = static_cast<uint64_t>(before.st_size);
  if (size_bytes > max_bytes) return NODESTATS_EGEOSIZE;
  if (size_bytes == 0) return NODESTATS_EGEOINVALID;
  if (!FileSizeLimitAllows(size_bytes)) return NODESTATS_ESYSTEM;

  FileDescriptor memory(MakeMemoryFile());
  if (!memory.valid()) return MemoryStatus();
  const nodestats_status status = CopyBytes(file.get(), memory.get(), size_bytes);
  if (status != NODESTATS_OK) return status;
  struct stat after{};
  if (fstat(file.get(), &after) != 0) return NODESTATS_EGEOOPEN;
  if (!IsUnchanged(before, after)) return NODESTATS_EGEOINVALID;
  *copy = std::move(memory);
  return NODESTATS_OK;
}

nodestats_status AppendToCopy(const FileDescriptor& copy, std::string_view bytes) {
  const off_t end = lseek(copy.get(), 0, SEEK_END);
  if (end < 0 || !FileSizeLimitAllows(static_cast<uint64_t>(end) + bytes.size())) return NODESTATS_ESYSTEM;
  return WriteAll(copy.get(), reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

nodestats_status SealCopy(const FileDescriptor& copy) {
  constexpr int kSeals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
  return fcntl(copy.get(), F_ADD_SEALS, kSeals) == 0 ? NODESTATS_OK : NODESTATS_ESYSTEM;
}

}  // namespace nodestats
