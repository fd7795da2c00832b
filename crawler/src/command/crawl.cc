// nodestats-crawl crawl: one round, and the network's view.
#include <CLI/CLI.hpp>
#include <memory>

#include "absl/strings/str_cat.h"
#include "command/commands.h"
#include "command/crawler.h"
#include "command/stop.h"
#include "publish/documents.h"

namespace nodestats::crawler {
namespace {

struct CrawlCommand {
  CrawlOptions options;
  std::string format = "table";
  bool all = false;
  absl::Duration push_deadline = absl::Minutes(5);
};

// The newest view of each length, and who was asked.
std::string SnapshotJson(const Snapshot& snapshot) {
  std::string views;
  const auto add = [&views](const char* name, const NetworkView& view) {
    absl::StrAppend(&views, views.empty() ? "" : ", ", "\"", name, "\": ", NetworkJson(view));
  };
  if (!snapshot.hours.empty()) add("1h", snapshot.hours.back());
  if (!snapshot.days.empty()) add("24h", snapshot.days.back());
  if (snapshot.week.has_value()) add("7d", *snapshot.week);
  return absl::StrCat("{\"network\": {", views, "}, \"nodes\": ", NodesJson(snapshot), "}\n");
}

std::string TextOf(const Snapshot& snapshot, const std::string& format) {
  if (format == "table") {
    return NetworkTable(snapshot, OutputColumns()) + "\n" + NodesTable(snapshot, OutputColumns());
  }
  if (format == "json") return SnapshotJson(snapshot);
  return format == "metrics" ? MetricsText(snapshot) : "";
}

void RunCrawl(const CrawlCommand& command) {
  Progress progress;
  const std::atomic<bool>& stop = StopSignal();
  const Clock clock{};
  const bool makes_view = command.format != "none" || !command.options.export_folder.empty();
  CrawlOptions options = command.options;
  options.tickets = options.tickets && makes_view;
  absl::StatusOr<std::unique_ptr<Crawler>> crawler = Crawler::Open(options, clock, stop, progress);
  FailUnlessOk(crawler.status());
  const absl::StatusOr<Round> round =
      (*crawler)->Crawl(absl::ZeroDuration(), command.all ? Extent::kAll : Extent::kNew);
  FailUnlessOk(round.status());
  progress.Note(Summarize(*round));
  absl::Status printed;  // where that fails, what comes after is done all the same
  if (makes_view) {
    const absl::StatusOr<Snapshot> snapshot = (*crawler)->View(absl::InfiniteDuration());
    FailUnlessOk(snapshot.status());
    progress.Clear();
    printed = Print(TextOf(*snapshot, command.format));
    FailUnlessOk((*crawler)->Export(*snapshot));
  }
  FailUnlessOk((*crawler)->Push(command.push_deadline));
  progress.Clear();
  FailUnlessOk(printed);
  FailUnlessOk(round->removal);
  if (stop) Fail(absl::CancelledError("stopped before all nodes were asked; what was fetched is stored"));
}

}  // namespace

void AddCrawl(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("crawl", "Ask all nodes once, store what they publish, and show the network");
  auto command = std::make_shared<CrawlCommand>();
  AddCrawlFlags(*sub, command->options);
  sub->add_flag("--all", command->all, "ask for all that nodes keep, not only for what is new");
  sub->add_option("--format", command->format, "what is printed: table, json, metrics or none")
      ->check(CLI::IsMember({"table", "json", "metrics", "none"}))
      ->capture_default_str();
  AddDuration(*sub, "--remote-write-deadline", command->push_deadline,
              "how long receivers that are away are waited for, in all")
      ->group("Remote write");
  sub->callback([command] { RunCrawl(*command); });
}

}  // namespace nodestats::crawler
