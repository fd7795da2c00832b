#include "geo/private_copy.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <string>
#include <thread>
#include <utility>

#include "temporary_folder.h"

namespace nodestats {
namespace {

constexpr uint64_t kAnySize = uint64_t{1} << 30;

// Lowers a limit of the process, and puts it back.
class LowerLimit {
 public:
  LowerLimit(decltype(RLIMIT_NOFILE) resource, rlim_t limit) : resource_(resource) {
    EXPECT_EQ(getrlimit(resource_, &old_), 0);
    const rlimit lower{limit, old_.rlim_max};
    EXPECT_EQ(setrlimit(resource_, &lower), 0);
  }
  ~LowerLimit() { setrlimit(resource_, &old_); }

 private:
  const decltype(RLIMIT_NOFILE) resource_;
  rlimit old_{};
};

nodestats_status StatusOfCopy(const std::string& path, uint64_t max_bytes = kAnySize) {
  FileDescriptor copy;
  const nodestats_status status = CopyToMemory(path, max_bytes, &copy);
  EXPECT_EQ(status == NODESTATS_OK, copy.valid());
  return status;
}

// The descriptor that the next file gets.
int NextDescriptor() { return FileDescriptor(dup(STDERR_FILENO)).get(); }

TEST(PrivateCopy, HoldsTheBytesOfTheFile) {
  const TemporaryFolder folder;
  std::string bytes(1000 * 1000, '\0');
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 % 251);
  FileDescriptor copy;
  ASSERT_EQ(CopyToMemory(folder.Write("file", bytes), kAnySize, &copy), NODESTATS_OK);
  std::string read(bytes.size() + 1, '\0');
  ASSERT_EQ(pread(copy.get(), read.data(), read.size(), 0), static_cast<ssize_t>(bytes.size()));
  read.resize(bytes.size());
  EXPECT_EQ(read, bytes);
}

TEST(PrivateCopy, OnceSealedCannotBeChangedByAnybody) {
  const TemporaryFolder folder;
  FileDescriptor copy;
  ASSERT_EQ(CopyToMemory(folder.Write("file", "some bytes"), kAnySize, &copy), NODESTATS_OK);
  ASSERT_EQ(SealCopy(copy), NODESTATS_OK);
  EXPECT_EQ(pwrite(copy.get(), "x", 1, 0), -1);
  EXPECT_EQ(errno, EPERM);
  EXPECT_EQ(ftruncate(copy.get(), 1), -1);
  EXPECT_EQ(ftruncate(copy.get(), 100), -1);
  EXPECT_EQ(mmap(nullptr, 10, PROT_READ | PROT_WRITE, MAP_SHARED, copy.get(), 0), MAP_FAILED);
  EXPECT_EQ(fcntl(copy.get(), F_ADD_SEALS, F_SEAL_WRITE), -1);
  EXPECT_NE(fcntl(copy.get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST(PrivateCopy, GrowsUntilItIsSealed) {
  const TemporaryFolder folder;
  FileDescriptor copy;
  ASSERT_EQ(CopyToMemory(folder.Write("file", "some bytes"), kAnySize, &copy), NODESTATS_OK);
  EXPECT_EQ(AppendToCopy(copy, ""), NODESTATS_OK);
  EXPECT_EQ(AppendToCopy(copy, " more"), NODESTATS_OK);
  {
    const LowerLimit limit(RLIMIT_FSIZE, 15);
    EXPECT_EQ(AppendToCopy(copy, "!"), NODESTATS_ESYSTEM);
  }
  char bytes[17] = {};
  EXPECT_EQ(pread(copy.get(), bytes, 16, 0), 15);
  EXPECT_STREQ(bytes, "some bytes more");
  ASSERT_EQ(SealCopy(copy), NODESTATS_OK);
  EXPECT_NE(AppendToCopy(copy, "!"), NODESTATS_OK);
}

TEST(PrivateCopy, OutlivesTheFile) {
  const TemporaryFolder folder;
  FileDescriptor copy;
  ASSERT_EQ(CopyToMemory(folder.Write("file", "some bytes"), kAnySize, &copy), NODESTATS_OK);
  ASSERT_EQ(truncate(folder.PathOf("file").c_str(), 0), 0);
  char byte = 0;
  EXPECT_EQ(pread(copy.get(), &byte, 1, 9), 1);
  EXPECT_EQ(byte, 's');
}

TEST(PrivateCopy, OfAFileOfTheLargestSizeIsMade) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("file", "12345678");
  EXPECT_EQ(StatusOfCopy(path, 8), NODESTATS_OK);
  EXPECT_EQ(StatusOfCopy(path, 7), NODESTATS_EGEOSIZE);
  EXPECT_EQ(StatusOfCopy(path, 0), NODESTATS_EGEOSIZE);
}

TEST(PrivateCopy, AHugeFileIsRefusedUnread) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("file", "");
  ASSERT_EQ(truncate(path.c_str(), off_t{1} << 40), 0);  // no machine here could read it
  EXPECT_EQ(StatusOfCopy(path), NODESTATS_EGEOSIZE);
}

TEST(PrivateCopy, WhatIsNoRegularFileIsRefused) {
  const TemporaryFolder folder;
  EXPECT_EQ(StatusOfCopy(folder.PathOf("missing")), NODESTATS_EGEOOPEN);
  EXPECT_EQ(StatusOfCopy(folder.PathOf("")), NODESTATS_EGEOOPEN);
  EXPECT_EQ(StatusOfCopy(""), NODESTATS_EGEOOPEN);
  EXPECT_EQ(StatusOfCopy("/dev/zero"), NODESTATS_EGEOOPEN);
  EXPECT_EQ(StatusOfCopy(folder.Write("file", "x") + "/below"), NODESTATS_EGEOOPEN);
  EXPECT_EQ(StatusOfCopy(std::string(10000, 'x')), NODESTATS_EGEOOPEN);
}

TEST(PrivateCopy, APipeIsRefusedWithoutWaitingForItsWriter) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo(folder.PathOf("pipe").c_str(), 0600), 0);
  EXPECT_EQ(StatusOfCopy(folder.PathOf("pipe")), NODESTATS_EGEOOPEN);
}

TEST(PrivateCopy, AnEmptyFileIsInvalid) {
  const TemporaryFolder folder;
  EXPECT_EQ(StatusOfCopy(folder.Write("file", "")), NODESTATS_EGEOINVALID);
}

// Where a file of more than the limit is written, the system ends the process.
TEST(PrivateCopy, TheProcessSurvivesALimitOnFileSizes) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("file", std::string(5000, 'x'));
  {
    const LowerLimit limit(RLIMIT_FSIZE, 4999);
    EXPECT_EQ(StatusOfCopy(path), NODESTATS_ESYSTEM);
  }
  const LowerLimit limit(RLIMIT_FSIZE, 5000);
  EXPECT_EQ(StatusOfCopy(path), NODESTATS_OK);
}

TEST(PrivateCopy, ARefusedMemoryFileIsAFaultOfTheSystem) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("file", "some bytes");
  const auto next = static_cast<rlim_t>(NextDescriptor());
  {
    const LowerLimit limit(RLIMIT_NOFILE, next + 1);  // enough for the file only
    EXPECT_EQ(StatusOfCopy(path), NODESTATS_ESYSTEM);
  }
  const LowerLimit limit(RLIMIT_NOFILE, next);
  EXPECT_EQ(StatusOfCopy(path), NODESTATS_EGEOOPEN);
}

TEST(PrivateCopy, NoDescriptorStaysOpen) {
  const TemporaryFolder folder;
  const int before = NextDescriptor();
  StatusOfCopy(folder.Write("file", "some bytes"));
  StatusOfCopy(folder.Write("file", ""));
  StatusOfCopy(folder.PathOf("missing"));
  StatusOfCopy(folder.PathOf(""));
  EXPECT_EQ(NextDescriptor(), before);
}

TEST(PrivateCopy, AFileThatChangesMeanwhileIsRefused) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("file", std::string(8 << 20, 'x'));
  std::atomic<bool> done{false};
  std::thread writer([&] {
    for (time_t second = 1; !done; ++second) {
      const timespec times[2] = {{second, 0}, {second, 0}};
      EXPECT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
    }
  });
  nodestats_status status = NODESTATS_OK;
  for (int i = 0; i < 200 && status == NODESTATS_OK; ++i) status = StatusOfCopy(path);
  done = true;
  writer.join();
  EXPECT_EQ(status, NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusOfCopy(path), NODESTATS_OK);
}

TEST(FileDescriptor, IsClosedOnceByItsLastOwner) {
  const int before = NextDescriptor();
  {
    FileDescriptor first(dup(STDERR_FILENO));
    FileDescriptor second(std::move(first));
    FileDescriptor third;
    third = std::move(second);
    EXPECT_TRUE(third.valid());
    EXPECT_EQ(third.get(), before);
  }
  EXPECT_EQ(NextDescriptor(), before);
}

}  // namespace
}  // namespace nodestats
