// Flags of several types that CLI11 does not have, and groups of flags that subcommands share.
#ifndef NODESTATS_CRAWLER_COMMAND_OPTIONS_H_
#define NODESTATS_CRAWLER_COMMAND_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "command/node_source.h"
#include "fetch/fetcher.h"
#include "remote_write/remote_writer.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace nodestats::crawler {

// A duration such as 500ms, 90s, 10m, 1h30m or 7d.
CLI::Option* AddDuration(CLI::App& app, const std::string& name, absl::Duration& value, const std::string& help);

void AddFetchFlags(CLI::App& app, FetchOptions& options);

// Of crawl and serve alike.
struct CrawlOptions {
  SourceOptions source;
  FetchOptions fetch;
  bool tickets = true;
  std::string store_path = "nodestats-crawl.db";
  absl::Duration retention = absl::Hours(24 * 90);
  std::string geo_database;
  std::vector<std::string> remote_write_urls, remote_write_headers, external_labels;
  std::string relabel_path;
  absl::Duration remote_write_max_age = absl::Hours(24 * 14);  // Prometheus' window in prometheus.yml is 15 days
  std::string export_folder;
};
void AddCrawlFlags(CLI::App& app, CrawlOptions& options);

// One for each URL. Errors: INVALID_ARGUMENT (headers, which may be one receiver's secret, with several URLs too),
// NOT_FOUND (of the file of relabelling rules).
absl::StatusOr<std::vector<RemoteWriteOptions>> RemoteWritesOf(const CrawlOptions& options);

// Prints "nodestats-crawl: WORDS" and ends the subcommand with exit code 1.
[[noreturn]] void Fail(const absl::Status& status);
inline void FailUnlessOk(const absl::Status& status) {
  if (!status.ok()) Fail(status);
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_OPTIONS_H_
