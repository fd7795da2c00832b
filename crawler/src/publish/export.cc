// ExportTo of documents.h.
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/write_file.h"
#include "publish/documents.h"
#include "publish/view_file.h"

namespace nodestats::crawler {

absl::Status ExportTo(const std::string& folder, const Snapshot& snapshot) {
  const std::vector<ViewFile> files = ViewFiles(snapshot);
  for (const ViewFile& file : files) {
    const std::filesystem::path path = std::filesystem::path(folder) / file.path;
    std::error_code error;
    if (std::filesystem::exists(path, error)) continue;  // the same name is the same bytes
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) return NotWritten(path.parent_path().string(), error.value());
    const absl::Status status = WriteFileAtomically(path.string(), file.json);
    if (!status.ok()) return status;
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return NotWritten(folder, error.value());
  absl::Status status = WriteFileAtomically(absl::StrCat(folder, "/nodes.json"), NodesJson(snapshot));
  // Last: it names the others.
  if (status.ok()) status = WriteFileAtomically(absl::StrCat(folder, "/index.json"), IndexJsonOf(snapshot, files));
  return status;
}

}  // namespace nodestats::crawler
