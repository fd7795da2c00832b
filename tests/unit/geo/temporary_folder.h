// Files for one test.
#ifndef NODESTATS_TESTS_UNIT_GEO_TEMPORARY_FOLDER_H_
#define NODESTATS_TESTS_UNIT_GEO_TEMPORARY_FOLDER_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace nodestats {

// A folder that goes with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(testing::TempDir() + "/nodestats.XXXXXX") { EXPECT_NE(mkdtemp(path_.data()), nullptr); }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string PathOf(const std::string& name) const { return path_ + "/" + name; }

  // Writes a file, over an old one of that name; returns its path.
  std::string Write(const std::string& name, const std::string& bytes) const {
    std::ofstream file(PathOf(name), std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    EXPECT_TRUE(file.flush().good()) << name;
    return PathOf(name);
  }

  // Puts a new file in the place of an old one, as geoipupdate does.
  std::string Replace(const std::string& name, const std::string& bytes) const {
    std::filesystem::rename(Write(name + ".new", bytes), PathOf(name));
    return PathOf(name);
  }

 private:
  std::string path_;
};

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_GEO_TEMPORARY_FOLDER_H_
