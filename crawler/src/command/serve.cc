// nodestats-crawl serve: crawls again and again, and serves the view.
#include <CLI/CLI.hpp>
#include <memory>
#include <thread>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "base/sleep.h"
#include "command/commands.h"
#include "command/crawler.h"
#include "command/flag_faults.h"
#include "command/health.h"
#include "command/retry_wait.h"
#include "command/stop.h"
#include "publish/server.h"
#include "store/check_store.h"

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

// As Fail, with the time before it: this line is in a log, too.
template <typename T>
T& OrFail(absl::StatusOr<T>& result, Progress& progress) {
  if (result.ok()) return *result;
  progress.Note(absl::StrCat("nodestats-crawl: ", result.status().message()));
  throw CLI::RuntimeError(1);
}

// A first view with the share of fees is worth a moment, where the endpoint is quick.
constexpr absl::Duration kFeesPatience = absl::Seconds(2);

class Service {
 public:
  explicit Service(const ServeCommand& command) : command_(command), health_(command.interval, clock_) {}

  void Run() {
    auto crawler = Crawler::Open(command_.options, clock_, stop_, progress_);
    OrFail(crawler, progress_);
    auto server = Server::Start(command_.listen, command_.allowed_hosts, [this] { return health_.Trouble(); });
    OrFail(server, progress_);
    progress_.Note(absl::StrCat("serving on port ", (*server)->port()));
    const std::jthread checks([this] { CheckTheStore(); });
    const std::jthread watches([this] { WatchRounds(); });
    const std::unique_ptr<std::atomic<bool>, void (*)(std::atomic<bool>*)> ending(
        &ended_, [](std::atomic<bool>* ended) { *ended = true; });
    absl::Duration wait;
    do {
      health_.RoundBegins();
      wait = Turn(**crawler, **server) ? WaitAfterSuccess() : retry_.Failed(command_.interval);
      health_.RoundEnds();
      // Receivers that are away lengthen the way to the next round by one interval at most: no trouble of the crawl's.
      Say((*crawler)->Push(command_.interval));
      progress_.Clear();
    } while (SleepUntil(SteadyNow() + wait, stop_));
  }

 private:
  // What fails in a round is said, and tried again in the next: a server does not end for it. Returns whether what was
  // due is stored and shown.
  bool Turn(Crawler& crawler, Server& server) {
    const absl::StatusOr<Round> round = crawler.Crawl(command_.list_age);
    if (absl::IsCancelled(round.status())) return true;  // no list: what is shown is better
    Say(round.status());
    if (round.ok()) progress_.Note(Summarize(*round));
    if (round.ok()) Say(round->removal);
    const absl::Status shown = ShowView(crawler, server);
    const bool is_well = round.ok() && round->IsWell() && shown.ok();
    if (is_well) {
      health_.RoundIsStored();
    } else {
      const absl::Status failure = round.ok() ? shown : round.status();
      health_.RoundFails(failure.ok() ? Summarize(*round) : std::string(failure.message()));
    }
    return is_well;
  }

  absl::Status ShowView(Crawler& crawler, Server& server) {
    absl::StatusOr<Snapshot> snapshot = crawler.View(kFeesPatience);
    Say(snapshot.status());
    progress_.Clear();
    if (!snapshot.ok()) return snapshot.status();
    Say(crawler.Export(*snapshot));
    server.Show(std::make_shared<const Snapshot>(*std::move(snapshot)), ServiceDiscoveryJson(crawler.found().resolved));
    return absl::OkStatus();
  }

  absl::Duration WaitAfterSuccess() {
    retry_.Succeeded();
    return command_.interval + Jitter(command_.interval);
  }

  void Say(const absl::Status& status) {
    if (status.ok()) return;
    progress_.Note(std::string(status.message()));
    if (absl::IsDataLoss(status)) health_.StoreIsDamaged(std::string(status.message()));
  }

  void CheckTheStore() { Say(CheckStore(command_.options.store_path, ended_)); }

  void WatchRounds() {
    while (SleepUntil(SteadyNow() + absl::Seconds(1), ended_)) {
      const std::string line = health_.LongRound();
      if (!line.empty()) progress_.Note(line);
    }
  }

  const ServeCommand& command_;
  const Clock clock_{};
  const std::atomic<bool>& stop_ = StopSignal();
  std::atomic<bool> ended_{false};  // for the threads, also where a round throws
  Progress progress_;
  Health health_;
  RetryWait retry_;
};

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
  sub->callback([command] { Service(*command).Run(); });
}

}  // namespace nodestats::crawler
