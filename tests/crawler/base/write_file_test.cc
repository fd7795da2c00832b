#include "base/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;

class WriteFileTest : public testing::Test {
 protected:
  WriteFileTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~WriteFileTest() override { std::filesystem::remove_all(folder_); }
  static std::string Contents(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  const std::string folder_ = testing::TempDir() + "/write_file_test";
};

TEST_F(WriteFileTest, ReplacesAFileInOneStep) {
  const std::string path = folder_ + "/file";
  for (const std::string& bytes : {std::string("first"), std::string(), std::string(1 << 20, 'x')}) {
    EXPECT_TRUE(WriteFileAtomically(path, bytes).ok());
    EXPECT_EQ(Contents(path), bytes);
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "nothing is left beside it";
}

TEST_F(WriteFileTest, ALinkStaysOne) {
  WriteFileAtomically(folder_ + "/file", "old").IgnoreError();
  std::filesystem::create_symlink("file", folder_ + "/link");
  EXPECT_TRUE(WriteFileAtomically(folder_ + "/link", "new").ok());
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ + "/link"));
  EXPECT_EQ(Contents(folder_ + "/file"), "new");
}

// Renamed over, a device or pipe would be gone for everybody.
TEST_F(WriteFileTest, APipeStaysOne) {
  const std::string path = folder_ + "/pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  std::string read;
  std::thread reader([&] { read = Contents(path); });
  EXPECT_TRUE(WriteFileAtomically(path, "bytes").ok());
  reader.join();
  EXPECT_EQ(read, "bytes");
  EXPECT_TRUE(std::filesystem::is_fifo(path));
}

TEST_F(WriteFileTest, AFullDeviceIsAnError) {
  std::filesystem::create_symlink("/dev/full", folder_ + "/full");
  const absl::Status status = WriteFileAtomically(folder_ + "/full", "bytes");
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("No space left on device"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST_F(WriteFileTest, AMissingFolderIsAnError) {
  const absl::Status status = WriteFileAtomically(folder_ + "/none/file", "bytes");
  EXPECT_THAT(status.message(), HasSubstr(folder_ + "/none/file cannot be written: No such file or directory"));
}

}  // namespace
}  // namespace nodestats::crawler
