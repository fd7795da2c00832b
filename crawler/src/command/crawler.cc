#include "command/crawler.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "command/region_of_address.h"
#include "discovery/route.h"
#include "publish/documents.h"
#include "remote_write/receiver.h"
#include "remote_write/stepped_over.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kEndpointAgeS = 8 * 24 * 3600;  // after which one that is not asked any more is forgotten
constexpr uint64_t kMaxGeoBytes = uint64_t{1} << 30;

}  // namespace

absl::StatusOr<std::unique_ptr<Crawler>> Crawler::Open(const CrawlOptions& options, const Clock& clock,
                                                       const std::atomic<bool>& stop, Progress& progress) {
  std::unique_ptr<Crawler> crawler(new Crawler(options, clock, stop, progress));
  absl::StatusOr<std::vector<RemoteWriteOptions>> remote_writes = RemoteWritesOf(options);
  if (!remote_writes.ok()) return remote_writes.status();
  crawler->remote_writes_ = *std::move(remote_writes);
  crawler->AddReceivers();
  absl::Status geo = crawler->LoadGeo();
  if (!geo.ok()) return geo;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options.store_path);
  if (!store.ok()) return store.status();
  crawler->store_ = *std::move(store);
  crawler->finder_ = std::make_unique<NodeFinder>(crawler->options_.source, *crawler->store_, clock, stop, progress);
  crawler->fees_ = std::make_unique<Fees>(*crawler->store_, clock, stop, progress);
  return crawler;
}

absl::Status Crawler::LoadGeo() {
  if (options_.geo_database.empty()) return absl::OkStatus();
  if (GeoDatabase::Load(options_.geo_database, kMaxGeoBytes, &geo_) == NODESTATS_OK) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(options_.geo_database, " cannot be read as a database of countries"));
}

absl::StatusOr<Round> Crawler::Crawl(absl::Duration list_age, Extent extent) {
  absl::Status refreshed = finder_->Refresh(list_age);
  if (!refreshed.ok()) return refreshed;
  const bool chain_answers = found().trouble.empty();
  if (options_.tickets && chain_answers) fees_->Refresh(options_.source.chain.options);
  FetchOptions fetch = options_.fetch;
  fetch.chain_id = found().list.chain_id;
  askable_ = found();
  askable_.resolved = Routable(found().resolved);
  absl::StatusOr<Round> round = RunRound(fetch, extent, askable_, *store_, next_, clock_, stop_, progress_);
  if (!round.ok()) return round;
  if (round->saved.added > 0) {
    absl::Status asked = AskNamed(fetch, extent, *round);
    if (!asked.ok()) return asked;
  }
  if (!stop_ && round->IsWell()) crawled_at_ = clock_.Steady();
  round->removal = store_->Retain(Now() - absl::ToInt64Seconds(options_.retention), Now() - kEndpointAgeS).status();
  return round;
}

// What this round's releases name is asked in it too. Once is enough, since nodes that were named name no others.
absl::Status Crawler::AskNamed(const FetchOptions& fetch, Extent extent, Round& round) {
  const absl::StatusOr<Resolved> added = finder_->AddNamedInReleases();
  if (!added.ok()) return added.status();
  Found named;
  named.resolved = Routable(*added);
  if (named.resolved.endpoints.empty() && named.resolved.unreachable.empty()) return absl::OkStatus();
  Append(named.resolved, askable_.resolved);
  const absl::StatusOr<Round> more = RunRound(fetch, extent, named, *store_, next_, clock_, stop_, progress_);
  if (!more.ok()) return more.status();
  round += *more;
  return absl::OkStatus();
}

absl::StatusOr<Snapshot> Crawler::View(absl::Duration patience) {
  ViewInputs inputs;
  inputs.now_unix_seconds = Now();
  inputs.list = finder_->list();
  inputs.list_trouble = found().trouble;
  inputs.uri_answers = found().uri_answers;
  inputs.tickets = fees_->Known(patience);
  if (geo_ != nullptr) {
    inputs.region_of_address = [this](const std::string& address) { return RegionOfAddress(*geo_, address); };
  }
  // What is no longer listed stays stored for a while, but is no node that failed.
  std::set<Place> listed;
  for (const Endpoint& each : askable_.resolved.endpoints) listed.insert(PlaceOf(each));
  for (const Unreachable& each : askable_.resolved.unreachable)
    listed.insert({each.recipient, each.uri, std::string()});
  inputs.is_listed = [&listed](const Endpoint& endpoint) { return listed.contains(PlaceOf(endpoint)); };
  if (crawled_at_ > -absl::InfiniteDuration()) {
    inputs.crawled_unix_seconds = UnixSecondsOf(crawled_at_);
  }
  progress_.Show("making the network's view");
  absl::StatusOr<Snapshot> snapshot = BuildSnapshot(*store_, inputs);
  if (!snapshot.ok()) return snapshot;
  snapshot->receivers = receivers_;
  for (size_t i = 0; i < receivers_.size(); ++i) {
    snapshot->receivers[i].complete_unix_seconds = UnixSecondsOf(complete_at_[i]);
  }
  return snapshot;
}

absl::Status Crawler::Export(const Snapshot& snapshot) const {
  return options_.export_folder.empty() ? absl::OkStatus() : ExportTo(options_.export_folder, snapshot);
}

// Receivers of the same address but other secrets are told apart by their number.
void Crawler::AddReceivers() {
  std::map<std::string, int> count;
  for (const RemoteWriteOptions& each : remote_writes_) {
    ReceiverState& state = receivers_.emplace_back();
    state.receiver = ShownUrl(each.url);
    complete_at_.push_back(clock_.Steady());
    if (const int number = ++count[state.receiver]; number > 1) absl::StrAppend(&state.receiver, "#", number);
  }
}

absl::Status Crawler::Push(absl::Duration give_up_after) {
  absl::Status first;
  for (size_t i = 0; i < remote_writes_.size(); ++i) {
    progress_.Show("sending releases by remote write");
    first.Update(PushTo(i, give_up_after / static_cast<int64_t>(remote_writes_.size())));
  }
  return first;
}

absl::Status Crawler::PushTo(size_t receiver, absl::Duration give_up_after) {
  const RemoteWriteOptions& options = remote_writes_[receiver];
  ReceiverState& state = receivers_[receiver];
  Pushed pushed;
  absl::Status status = PushReleases(*store_, options, give_up_after, stop_, pushed);
  for (const std::string& line : SteppedOver(options, pushed)) progress_.Note(line);
  state.skipped += pushed.skipped;
  state.too_old += pushed.too_old;
  state.refused += pushed.refused;
  if (status.ok() && !stop_) complete_at_[receiver] = clock_.Steady();
  return status;
}

}  // namespace nodestats::crawler
