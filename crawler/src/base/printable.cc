#include "base/printable.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kMaxQuoted = 64;
constexpr absl::string_view kDots = "...";

bool IsPrintableByte(char c) { return absl::ascii_isprint(static_cast<unsigned char>(c)); }

}  // namespace

bool IsPrintable(absl::string_view text) { return std::all_of(text.begin(), text.end(), IsPrintableByte); }

std::string Printable(absl::string_view text, size_t max_size) {
  const bool cut = text.size() > max_size;
  std::string printable(cut ? text.substr(0, max_size - kDots.size()) : text);
  std::replace_if(printable.begin(), printable.end(), [](char c) { return !IsPrintableByte(c); }, '?');
  return cut ? absl::StrCat(printable, kDots) : printable;
}

std::string Quoted(absl::string_view text) {
  std::string inside = Printable(text, kMaxQuoted);
  std::replace(inside.begin(), inside.end(), '"', '?');
  return absl::StrCat("\"", inside, "\"");
}

}  // namespace nodestats::crawler
