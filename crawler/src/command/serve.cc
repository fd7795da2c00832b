// nodestats-crawl serve: crawls again and again, and serves the view.
#include <CLI/CLI.hpp>
#include <memory>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/sleep.h"
#include "command/commands.h"
#include "command/crawler.h"
#include "command/flag_faults.h"
#include "command/stop.h"
#include "publish/server.h"

namespace nodestats::crawler {
namespace {

struct ServeCommand {
  CrawlOptions options;
  std::string listen = "127.0.0.1:9190";
  std::vector<std::string> allowed_hosts;
  absl::Duration interval = absl::Minutes(5);
  absl::Duration list_age = absl::Hours(1);
};

// So that crawlers everywhere do not ask at the same second.
absl::Duration Jitter(absl::Duration interval) {
  constexpr double kShare = 0.1;
  static absl::BitGen random;
  return interval * absl::Uniform(random, 0.0, kShare);
}

std::string Stamp() { return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ ", absl::Now(), absl::UTCTimeZone()); }

// A first view with the share of fees is worth a moment, where the endpoint is quick.
constexpr absl::Duration kFeesPatience = absl::Seconds(2);

// What fails in a round is said, and tried again in the next: a server does not end for it.
void Turn(const ServeCommand& command, Crawler& crawler, Server& server, Progress& progress) {
  const auto note = [&progress](const absl::Status& status) {
    if (!status.ok()) progress.Note(absl::StrCat(Stamp(), status.message()));
  };
  const absl::StatusOr<Round> round = crawler.Crawl(command.list_age);
  note(round.status());
  if (absl::IsCancelled(round.status())) return;  // no list: what is shown is better
  if (round.ok()) progress.Note(Stamp() + Summarize(*round));
  absl::StatusOr<Snapshot> snapshot = crawler.View(kFeesPatience);
  note(snapshot.status());
  progress.Clear();
  if (snapshot.ok()) {
    note(crawler.Export(*snapshot));
    server.Show(std::make_shared<const Snapshot>(*std::move(snapshot)), ServiceDiscoveryJson(crawler.found().resolved));
  }
  note(crawler.Push(command.interval));
  progress.Clear();
}

void RunServe(const ServeCommand& command) {
  Progress progress;
  const std::atomic<bool>& stop = StopSignal();
  absl::StatusOr<std::unique_ptr<Crawler>> crawler = Crawler::Open(command.options, stop, progress);
  FailUnlessOk(crawler.status());
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(command.listen, command.allowed_hosts);
  FailUnlessOk(server.status());
  progress.Note(absl::StrCat(Stamp(), "serving on port ", (*server)->port()));
  do {
    Turn(command, **crawler, **server, progress);
  } while (SleepUntil(SteadyNow() + command.interval + Jitter(command.interval), stop));
}

}  // namespace

void AddServe(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("serve", "Crawl for ever; serve metrics, JSON and service discovery over HTTP");
  auto command = std::make_shared<ServeCommand>();
  AddCrawlFlags(*sub, command->options);
  sub->add_option("--listen", command->listen, "where metrics, JSON and service discovery are served")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  sub->add_option(
         "--allow-host", command->allowed_hosts,
         "name by which a proxy on this machine publishes a --listen on loopback, which else answers programs of "
         "this machine alone")
      ->type_name("NAME")
      ->check(CLI::Validator(HostFault, ""));
  AddDuration(*sub, "--interval", command->interval, "between rounds; nodes without news are not asked");
  AddDuration(*sub, "--list-interval", command->list_age, "after which the list of nodes is read again");
  sub->callback([command] { RunServe(*command); });
}

}  // namespace nodestats::crawler
