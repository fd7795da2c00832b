// How CLI11 reads the --config file.
#ifndef NODESTATS_CRAWLER_COMMAND_CONFIG_FILE_H_
#define NODESTATS_CRAWLER_COMMAND_CONFIG_FILE_H_

#include <CLI/CLI.hpp>
#include <istream>
#include <vector>

namespace nodestats::crawler {

// CLI11's own reader cuts at a '#' between quotes (2.1) and leaves out what it does not know, silently: a flag that is
// misspelt would have no effect. Here both are errors, with the line.
class ConfigFile final : public CLI::ConfigBase {
 public:
  explicit ConfigFile(const CLI::App& app) : app_(app) {}
  // Throws CLI::ConfigError, for the user.
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

 private:
  const CLI::App& app_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CONFIG_FILE_H_
