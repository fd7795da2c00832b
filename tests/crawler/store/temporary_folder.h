// A folder for one test, removed with all that is in it.
#ifndef NODESTATS_TESTS_CRAWLER_STORE_TEMPORARY_FOLDER_H_
#define NODESTATS_TESTS_CRAWLER_STORE_TEMPORARY_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <string>

namespace nodestats::crawler {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "nodestats-test-XXXXXX").string();
    path_ = mkdtemp(name.data()) == nullptr ? "/nonexistent" : name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_STORE_TEMPORARY_FOLDER_H_
