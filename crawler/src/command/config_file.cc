#include "command/config_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "command/config_text.h"

namespace nodestats::crawler {
namespace {

[[noreturn]] void Refuse(const std::string& words) { throw CLI::ConfigError("the --config file: " + words); }

CLI::ConfigItem ItemOf(const Setting& setting) {
  std::vector<std::string> path;
  if (!setting.section.empty() && absl::AsciiStrToLower(setting.section) != "default") {
    path = absl::StrSplit(setting.section, '.');
  }
  for (const absl::string_view part : absl::StrSplit(setting.name, '.')) path.emplace_back(part);
  CLI::ConfigItem item;
  item.name = path.back();
  path.pop_back();
  item.parents = std::move(path);
  item.inputs = setting.values;
  return item;
}

const CLI::App& CommandOf(const CLI::App& root, const CLI::ConfigItem& item, int line) {
  const CLI::App* command = &root;
  for (const std::string& name : item.parents) {
    const auto commands = command->get_subcommands([&name](const CLI::App* each) { return each->get_name() == name; });
    if (commands.empty()) Refuse(absl::StrCat("line ", line, ": there is no command ", name));
    command = commands.front();
  }
  return *command;
}

void RefuseUnknown(const CLI::App& root, const CLI::ConfigItem& item, int line) {
  const CLI::App& command = CommandOf(root, item, line);
  const CLI::Option* option = command.get_option_no_throw("--" + item.name);
  if (option == nullptr) option = command.get_option_no_throw(item.name);
  if (option != nullptr && option->get_configurable()) return;
  if (&command == &root) Refuse(absl::StrCat("line ", line, ": ", item.name, " has to stand below a [COMMAND]"));
  Refuse(absl::StrCat("line ", line, ": ", command.get_name(), " has no flag --", item.name, "; see nodestats-crawl ",
                      command.get_name(), " --help"));
}

std::string ReadAll(std::istream& input) {
  std::string text;
  char piece[4096];
  while (input.read(piece, sizeof piece) || input.gcount() > 0) text.append(piece, static_cast<size_t>(input.gcount()));
  if (input.bad()) Refuse("cannot be read");  // a folder, say
  return text;
}

}  // namespace

std::vector<CLI::ConfigItem> ConfigFile::from_config(std::istream& input) const {
  const absl::StatusOr<std::vector<Setting>> settings = ParseConfigText(ReadAll(input));
  if (!settings.ok()) Refuse(std::string(settings.status().message()));
  std::vector<CLI::ConfigItem> merged;
  for (const Setting& setting : *settings) {
    CLI::ConfigItem item = ItemOf(setting);
    RefuseUnknown(app_, item, setting.line);
    // CLI11 would leave out what is set a second time.
    const auto same = std::find_if(merged.begin(), merged.end(), [&item](const CLI::ConfigItem& each) {
      return each.name == item.name && each.parents == item.parents;
    });
    if (same == merged.end()) {
      merged.push_back(std::move(item));
    } else {
      same->inputs.insert(same->inputs.end(), item.inputs.begin(), item.inputs.end());
    }
  }
  return merged;
}

}  // namespace nodestats::crawler
