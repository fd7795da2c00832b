// A file that others read while it is written.
#ifndef NODESTATS_CRAWLER_BASE_WRITE_FILE_H_
#define NODESTATS_CRAWLER_BASE_WRITE_FILE_H_

#include <string>

#include "absl/status/status.h"

namespace nodestats::crawler {

// Whoever reads it gets the old file or the new one, whole, also after a crash. A link stays one, and what is no
// regular file, such as /dev/stdout, is written to in place. Errors, naming the file: RESOURCE_EXHAUSTED (the disk is
// full), PERMISSION_DENIED (whatever else keeps it from being written).
absl::Status WriteFileAtomically(const std::string& path, const std::string& bytes);

// That error, of an errno.
absl::Status NotWritten(const std::string& path, int error);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_WRITE_FILE_H_
