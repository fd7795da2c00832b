// Text that needs no escaping.
#ifndef NODESTATS_BASE_PLAIN_H_
#define NODESTATS_BASE_PLAIN_H_

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace nodestats {

// Whether `text` is printable ASCII that can stand in every format as it is.
inline bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isprint(c) && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
  });
}

}  // namespace nodestats

#endif  // NODESTATS_BASE_PLAIN_H_
