// A file that others read while it is written.
#ifndef NODESTATS_CRAWLER_COMMAND_WRITE_FILE_H_
#define NODESTATS_CRAWLER_COMMAND_WRITE_FILE_H_

#include <string>

#include "absl/status/status.h"

namespace nodestats::crawler {

// Whoever reads it gets the old file or the new one, whole, also after a crash. UNAVAILABLE, naming the file, where it
// cannot be written.
absl::Status WriteFileAtomically(const std::string& path, const std::string& text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_WRITE_FILE_H_
