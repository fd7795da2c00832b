#include "command/config_text.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace nodestats::crawler {
namespace {

constexpr char kEnd = '\0';

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsComment(char c) { return c == '#' || c == ';'; }
bool IsInName(char c) { return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.'; }

class Reader {
 public:
  explicit Reader(absl::string_view text) : rest_(text) {}

  absl::StatusOr<std::vector<Setting>> ReadAll() {
    while (!rest_.empty()) {
      SkipBlanks();
      line_of_statement_ = line_;
      if (Next() == '[') {
        ReadSection();
      } else if (IsInName(Next())) {
        ReadSetting();
      }
      EndLine();
      if (!error_.empty()) return absl::InvalidArgumentError(absl::StrCat("line ", line_of_statement_, ": ", error_));
    }
    return std::move(settings_);
  }

 private:
  char Next() const { return rest_.empty() ? kEnd : rest_.front(); }
  void Fail(const std::string& error) {
    if (error_.empty()) error_ = error;
  }
  char Take() {
    const char c = Next();
    rest_.remove_prefix(rest_.empty() ? 0 : 1);
    line_ += c == '\n' ? 1 : 0;
    return c;
  }
  absl::string_view TakeToEndOfLine() {
    const absl::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(line.size());
    return line;
  }
  void SkipBlanks() {
    while (IsBlank(Next())) Take();
  }
  // In an array, lines and comments may come between any two words.
  void SkipBlanksAndLines() {
    for (SkipBlanks(); Next() == '\n' || Next() == '#'; SkipBlanks()) {
      TakeToEndOfLine();
      Take();
    }
  }
  void EndLine() {
    SkipBlanks();
    if (IsComment(Next())) TakeToEndOfLine();
    if (!rest_.empty() && Next() != '\n') {
      Fail("NAME = VALUE, [SECTION] or a comment is expected, and nothing after it");
    }
    Take();
  }

  void ReadSection() {
    Take();
    SkipBlanks();
    section_.clear();
    while (IsInName(Next())) section_ += Take();
    SkipBlanks();
    if (section_.empty() || Take() != ']') Fail("a section is a command in brackets, such as [serve]");
  }

  void ReadSetting() {
    Setting setting;
    setting.line = line_;
    setting.section = section_;
    while (IsInName(Next())) setting.name += Take();
    SkipBlanks();
    if (Next() == '=') {
      Take();
      ReadValues(setting);
    } else {
      setting.values = {"true"};
    }
    settings_.push_back(std::move(setting));
  }

  void ReadValues(Setting& setting) {
    SkipBlanks();
    if (Next() != '[') {
      setting.values.push_back(ReadValue(setting.name, "\n"));
      return;
    }
    Take();
    for (SkipBlanksAndLines(); Next() != ']'; SkipBlanksAndLines()) {
      setting.values.push_back(ReadValue(setting.name, ",]\n"));
      SkipBlanksAndLines();
      if (Next() == ',') {
        Take();
      } else if (Next() != ']') {
        Fail(absl::StrCat("the array of ", setting.name, " has no ] at its end, or no comma between two values"));
      }
      if (!error_.empty()) return;
    }
    Take();
  }

  std::string ReadValue(const std::string& name, absl::string_view ends) {
    if (Next() == '"' || Next() == '\'') return ReadString();
    std::string value;
    while (!rest_.empty() && !absl::StrContains(ends, Next())) {
      if (IsComment(Next()) && (value.empty() || IsBlank(value.back()))) break;
      if (Next() == '#') Fail(absl::StrCat("put the value of ", name, " between quotes, since it has a # in it"));
      value += Take();
    }
    absl::StripTrailingAsciiWhitespace(&value);
    if (value.empty()) Fail(absl::StrCat(name, " has no value"));
    return value;
  }

  std::string ReadString() {
    const char quote = Take();
    std::string value;
    while (Next() != quote) {
      if (rest_.empty() || Next() == '\n') {
        Fail(absl::StrCat("a string has no ", std::string(1, quote), " at its end"));
        return value;
      }
      const char c = Take();
      value += c == '\\' && quote == '"' ? Unescape(Take()) : c;
    }
    Take();
    return value;
  }

  char Unescape(char c) {
    if (c == 'n') return '\n';
    if (c == 't') return '\t';
    if (c != '"' && c != '\\') Fail("a \\ in a \"string\" stands before \", \\, n or t: write \\\\, or a 'string'");
    return c;
  }

  absl::string_view rest_;
  int line_ = 1;
  int line_of_statement_ = 1;
  std::string section_;
  std::string error_;  // the first
  std::vector<Setting> settings_;
};

}  // namespace

absl::StatusOr<std::vector<Setting>> ParseConfigText(absl::string_view text) {
  absl::ConsumePrefix(&text, "\xef\xbb\xbf");  // editors' mark of UTF-8
  return Reader(text).ReadAll();
}

}  // namespace nodestats::crawler
