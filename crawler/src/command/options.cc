#include "command/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "command/flag_faults.h"

namespace nodestats::crawler {
namespace {

// absl::ParseDuration knows no days.
bool ParseLength(absl::string_view text, absl::Duration& value) {
  int64_t days = 0;
  if (absl::EndsWith(text, "d") && absl::SimpleAtoi(text.substr(0, text.size() - 1), &days)) {
    value = absl::Hours(24) * days;
  } else if (!absl::ParseDuration(text, &value)) {
    return false;
  }
  return value > absl::ZeroDuration();
}

std::string LengthText(absl::Duration value) {
  const int64_t days = value / absl::Hours(24);
  if (days > 0 && value == absl::Hours(24) * days) return absl::StrCat(days, "d");
  return absl::FormatDuration(value);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (!file || !(text << file.rdbuf())) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  return text.str();
}

// "NAME<separator>VALUE" of each, which was checked; INVALID_ARGUMENT where a name is given twice.
absl::Status ReadPairs(const std::vector<std::string>& texts, char separator, const std::string& flag,
                       std::map<std::string, std::string>& pairs) {
  for (const std::string& text : texts) {
    const std::pair<std::string, std::string> pair = absl::StrSplit(text, absl::MaxSplits(separator, 1));
    if (!pairs.emplace(pair.first, absl::StripAsciiWhitespace(pair.second)).second) {
      return absl::InvalidArgumentError(absl::StrCat(flag, " gives ", pair.first, " twice"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

CLI::Option* AddDuration(CLI::App& app, const std::string& name, absl::Duration& value, const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [&value, name](const std::string& text) {
            if (!ParseLength(text, value)) {
              throw CLI::ValidationError(name,
                                         absl::StrCat("\"", text, "\" is no duration such as 90s, 10m, 1h or 7d"));
            }
          },
          help)
      ->type_name("DURATION")
      ->default_str(LengthText(value));
}

void AddFetchFlags(CLI::App& app, FetchOptions& options) {
  constexpr int kMostInFlight = 512;
  constexpr int kMostThreads = 64;
  constexpr int kMostAttempts = 10;
  const std::map<std::string, Transport> transports = {{"https", Transport::kHttps}, {"grpc", Transport::kGrpc}};
  app.add_option("--transport", options.transport, "how nodes are asked: https or grpc")
      ->transform(CLI::CheckedTransformer(transports).description(""))
      ->type_name("NAME")
      ->default_str("https")
      ->group("Asking nodes");
  app.add_option("--in-flight", options.in_flight, "requests at once")
      ->check(CLI::Range(1, kMostInFlight))
      ->capture_default_str()
      ->group("Asking nodes");
  app.add_option("--threads", options.threads, "threads that ask and verify")
      ->check(CLI::Range(1, kMostThreads))
      ->capture_default_str()
      ->group("Asking nodes");
  app.add_option("--attempts", options.attempts, "attempts at a node where another could help")
      ->check(CLI::Range(1, kMostAttempts))
      ->capture_default_str()
      ->group("Asking nodes");
  app.add_option("--max-answer-bytes", options.max_answer_bytes, "bytes that an answer may have at most")
      ->check(CLI::Range(int64_t{1} << 10, int64_t{1} << 30))
      ->capture_default_str()
      ->group("Asking nodes");
  AddDuration(app, "--deadline", options.deadline, "for one attempt")->group("Asking nodes");
}

void AddCrawlFlags(CLI::App& app, CrawlOptions& options) {
  AddSourceFlags(app, options.source);
  AddFetchFlags(app, options.fetch);
  app.add_flag("--tickets,!--no-tickets", options.tickets,
               "read from the chain who was paid, for the share of fees (default)");
  app.add_option("--store", options.store_path, "SQLite file of what was fetched; made where missing")
      ->type_name("FILE")
      ->capture_default_str();
  AddDuration(app, "--retention", options.retention, "releases that ended longer ago are removed");
  app.add_option("--geo-db", options.geo_database, "MMDB file of countries: tells in which region nodes are")
      ->type_name("FILE");
  app.add_option("--export", options.export_folder, "also write the views as static JSON into a folder")
      ->type_name("DIR");
  app.add_option("--remote-write", options.remote_write_urls, "send each verified release to a Prometheus receiver")
      ->type_name("URL")
      ->group("Remote write");
  app.add_option("--remote-write-header", options.remote_write_headers,
                 "such as \"Authorization: Bearer ...\"; with one receiver only")
      ->type_name("NAME:VALUE")
      ->check(CLI::Validator(HeaderFault, ""))
      ->group("Remote write");
  app.add_option("--remote-write-relabel", options.relabel_path,
                 "JSON array of Prometheus' write_relabel_configs, for all receivers")
      ->type_name("FILE")
      ->group("Remote write");
  app.add_option("--external-label", options.external_labels, "label of all series that are sent, to all receivers")
      ->type_name("NAME=VALUE")
      ->check(CLI::Validator(ExternalLabelFault, ""))
      ->group("Remote write");
  AddDuration(app, "--remote-write-max-age", options.remote_write_max_age,
              "releases that ended longer ago are not sent; inf: all are")
      ->group("Remote write");
}

absl::StatusOr<std::vector<RemoteWriteOptions>> RemoteWritesOf(const CrawlOptions& options) {
  if (!options.remote_write_headers.empty() && options.remote_write_urls.size() > 1) {
    return absl::InvalidArgumentError(
        "--remote-write-header would go to every --remote-write receiver, and with it perhaps a token that is for one: "
        "start one nodestats-crawl for each receiver, each with a --store of its own");
  }
  RemoteWriteOptions common;
  common.max_age = options.remote_write_max_age;
  absl::Status status = ReadPairs(options.remote_write_headers, ':', "--remote-write-header", common.headers);
  status.Update(ReadPairs(options.external_labels, '=', "--external-label", common.external_labels));
  if (!status.ok()) return status;
  if (!options.relabel_path.empty()) {
    const absl::StatusOr<std::string> rules = ReadFile(options.relabel_path);
    if (!rules.ok()) return rules.status();
    absl::StatusOr<Relabeling> relabeling = Relabeling::Parse(*rules);
    if (!relabeling.ok()) return relabeling.status();
    common.relabeling = *std::move(relabeling);
  }
  std::vector<RemoteWriteOptions> all;
  for (const std::string& url : options.remote_write_urls) {
    all.push_back(common);
    all.back().url = url;
  }
  return all;
}

void Fail(const absl::Status& status) {
  std::fprintf(stderr, "nodestats-crawl: %s\n", std::string(status.message()).c_str());
  throw CLI::RuntimeError(1);
}

}  // namespace nodestats::crawler
