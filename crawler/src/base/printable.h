// Text of strangers, made fit to be shown.
#ifndef NODESTATS_CRAWLER_BASE_PRINTABLE_H_
#define NODESTATS_CRAWLER_BASE_PRINTABLE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

// Whether a terminal, a log line and a label can take it as it is: printable ASCII.
bool IsPrintable(absl::string_view text);

// `text`, with a '?' for each byte that is not printable ASCII, cut to `max_size` bytes (the last three are dots then).
std::string Printable(absl::string_view text, size_t max_size);

// The same between double quotes, where quotes become '?' too; for short names.
std::string Quoted(absl::string_view text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_PRINTABLE_H_
