// Bytes out of hexadecimal digits.
#ifndef NODESTATS_CRAWLER_BASE_HEX_BYTES_H_
#define NODESTATS_CRAWLER_BASE_HEX_BYTES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

// A byte for each two digits of either case; nullopt where something else is there, or an odd number of them. (Of
// Abseil's function for that, one of the supported versions lacks the form that is not deprecated in another.)
std::optional<std::string> HexBytes(absl::string_view digits);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_HEX_BYTES_H_
