// The text of a --config file: TOML as far as flags need it, and INI.
#ifndef NODESTATS_CRAWLER_COMMAND_CONFIG_TEXT_H_
#define NODESTATS_CRAWLER_COMMAND_CONFIG_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nodestats::crawler {

// NAME = VALUE, NAME = [VALUE, ...], or NAME alone, which is "true".
struct Setting {
  int line = 0;         // from 1
  std::string section;  // of the [SECTION] above; empty where there is none
  std::string name;
  std::vector<std::string> values;
};

// A value is a "string" with \" \\ \n \t, a 'string' of just what it says, or the rest of the line without quotes. A
// '#' begins a comment outside of quotes; within a word without quotes it is an error, since some would take it for a
// part of the word. INVALID_ARGUMENT: "line 3: ...".
absl::StatusOr<std::vector<Setting>> ParseConfigText(absl::string_view text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CONFIG_TEXT_H_
