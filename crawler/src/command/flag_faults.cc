#include "command/flag_faults.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nodestats::crawler {
namespace {

bool IsUtf8(const std::string& text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::ignore) ==
         Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ExternalLabelFault(const std::string& text) {
  const std::pair<std::string, std::string> pair = absl::StrSplit(text, absl::MaxSplits('=', 1));
  const std::string& name = pair.first;
  const auto is_in_name = [](char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  if (!absl::StrContains(text, '=')) return absl::StrCat("\"", text, "\" is not NAME=VALUE");
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_in_name) || absl::ascii_isdigit(name.front())) {
    return absl::StrCat("\"", name, "\" is no label's name: it has letters, digits and _ alone, and no digit first");
  }
  if (absl::StartsWith(name, "__"))
    return absl::StrCat(name, " is no label's name: __ begins those of Prometheus' own");
  if (absl::StripAsciiWhitespace(pair.second).empty()) {
    return absl::StrCat(name, " has no value, which is the same as no label");
  }
  return IsUtf8(pair.second) ? "" : absl::StrCat("the value of ", name, " is not UTF-8");
}

std::string HeaderFault(const std::string& text) {
  const std::pair<std::string, std::string> pair = absl::StrSplit(text, absl::MaxSplits(':', 1));
  const auto is_in_name = [](char c) {
    return absl::ascii_isgraph(static_cast<unsigned char>(c)) && !absl::StrContains("\"(),/;<=>?@[\\]{}", c);
  };
  if (!absl::StrContains(text, ':')) return "a header is NAME:VALUE";
  if (pair.first.empty() || !std::all_of(pair.first.begin(), pair.first.end(), is_in_name)) {
    return absl::StrCat("\"", pair.first, "\" is no header's name");
  }
  const auto is_control = [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t'; };
  if (!std::any_of(pair.second.begin(), pair.second.end(), is_control)) return "";
  return absl::StrCat("the value of ", pair.first, " has a control character in it");
}

std::string HostFault(const std::string& text) {
  const bool is_name = !text.empty() && absl::StripAsciiWhitespace(text) == text && !absl::StrContains(text, '/') &&
                       (text.front() == '[' ? text.back() == ']' : !absl::StrContains(text, ':'));
  return is_name ? "" : absl::StrCat("\"", text, "\" is no host's name: give it without scheme, port and path");
}

}  // namespace nodestats::crawler
