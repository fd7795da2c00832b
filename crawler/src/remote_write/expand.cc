#include "remote_write/expand.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace nodestats::crawler {
namespace {

bool IsNameCharacter(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// A reference at the beginning of a text, after its dollar sign.
struct Reference {
  std::string name;  // empty: it is none
  size_t size = 0;   // of the text that it takes
};

Reference ReadReference(absl::string_view text) {
  const bool braces = !text.empty() && text[0] == '{';
  const size_t begin = braces ? 1 : 0;
  size_t end = begin;
  while (end < text.size() && IsNameCharacter(text[end])) ++end;
  const std::string name(text.substr(begin, end - begin));
  if (!braces) return {name, end};
  if (end == text.size() || text[end] != '}') return {};
  return {name, end + 1};
}

bool IsNumber(const std::string& name) {
  return name.find_first_not_of("0123456789") == std::string::npos && (name == "0" || name[0] != '0');
}

}  // namespace

Expander::Expander(const RE2& pattern, const std::string& text)
    : pattern_(pattern), text_(text), groups_(static_cast<size_t>(pattern.NumberOfCapturingGroups()) + 1) {
  matches_ = pattern.Match(text_, 0, text_.size(), RE2::ANCHOR_BOTH, groups_.data(), static_cast<int>(groups_.size()));
}

std::string Expander::Group(const std::string& name) const {
  size_t index = groups_.size();
  if (IsNumber(name)) {
    if (!absl::SimpleAtoi(name, &index)) return "";
  } else if (const auto named = pattern_.NamedCapturingGroups().find(name);
             named != pattern_.NamedCapturingGroups().end()) {
    index = static_cast<size_t>(named->second);
  }
  if (index >= groups_.size() || groups_[index].data() == nullptr) return "";
  return std::string(groups_[index].data(), groups_[index].size());
}

std::string Expander::Expand(const std::string& text_template) const {
  std::string out;
  absl::string_view rest = text_template;
  for (size_t dollar; (dollar = rest.find('$')) != absl::string_view::npos;) {
    out.append(rest.data(), dollar);
    rest.remove_prefix(dollar + 1);
    const Reference reference = ReadReference(rest);
    if (!reference.name.empty()) {
      out += Group(reference.name);
      rest.remove_prefix(reference.size);
      continue;
    }
    out += '$';  // as it stands; of two, one
    if (!rest.empty() && rest[0] == '$') rest.remove_prefix(1);
  }
  return out.append(rest.data(), rest.size());
}

}  // namespace nodestats::crawler
