#include "command/crawler.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "command/region_of_address.h"
#include "publish/documents.h"
#include "remote_write/receiver.h"
#include "remote_write/stepped_over.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kEndpointAgeS = 8 * 24 * 3600;  // after which one that is not asked any more is forgotten
constexpr uint64_t kMaxGeoBytes = uint64_t{1} << 30;

int64_t Now() { return absl::ToUnixSeconds(absl::Now()); }

}  // namespace

absl::StatusOr<std::unique_ptr<Crawler>> Crawler::Open(const CrawlOptions& options, const std::atomic<bool>& stop,
                                                       Progress& progress) {
  std::unique_ptr<Crawler> crawler(new Crawler(options, stop, progress));
  absl::StatusOr<std::vector<RemoteWriteOptions>> remote_writes = RemoteWritesOf(options);
  if (!remote_writes.ok()) return remote_writes.status();
  crawler->remote_writes_ = *std::move(remote_writes);
  crawler->AddReceivers();
  absl::Status geo = crawler->LoadGeo();
  if (!geo.ok()) return geo;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options.store_path);
  if (!store.ok()) return store.status();
  crawler->store_ = *std::move(store);
  crawler->fees_ = std::make_unique<Fees>(*crawler->store_, stop, progress);
  return crawler;
}

absl::Status Crawler::LoadGeo() {
  if (options_.geo_database.empty()) return absl::OkStatus();
  if (GeoDatabase::Load(options_.geo_database, kMaxGeoBytes, &geo_) == NODESTATS_OK) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(options_.geo_database, " cannot be read as a database of countries"));
}

absl::StatusOr<Round> Crawler::Crawl(absl::Duration list_age, Extent extent) {
  if (absl::Now() - found_at_ >= list_age) {
    absl::StatusOr<Found> found = FindNodes(options_.source, *store_, stop_, progress_);
    if (!found.ok()) return found.status();
    found_ = *std::move(found);
    found_at_ = absl::Now();
    if (!found_.trouble.empty()) progress_.Note(found_.trouble);
  }
  if (options_.tickets) fees_->Refresh(options_.source.chain.options);
  FetchOptions fetch = options_.fetch;
  fetch.chain_id = found_.list.chain_id;
  absl::StatusOr<Round> round = RunRound(fetch, extent, found_, *store_, next_, stop_, progress_);
  if (!round.ok()) return round;
  const absl::StatusOr<int64_t> removed =
      store_->Retain(Now() - absl::ToInt64Seconds(options_.retention), Now() - kEndpointAgeS);
  if (!removed.ok()) return removed.status();
  if (!stop_) crawled_unix_seconds_ = Now();
  return round;
}

absl::StatusOr<Snapshot> Crawler::View(absl::Duration patience) {
  ViewInputs inputs;
  inputs.now_unix_seconds = Now();
  inputs.list = found_.list;
  inputs.list_trouble = found_.trouble;
  inputs.tickets = fees_->Known(patience);
  if (geo_ != nullptr) {
    inputs.region_of_address = [this](const std::string& address) { return RegionOfAddress(*geo_, address); };
  }
  // What is no longer listed stays stored for a while, but is no node that failed.
  std::set<Place> listed;
  for (const Endpoint& each : found_.resolved.endpoints) listed.insert(PlaceOf(each));
  for (const Unreachable& each : found_.resolved.unreachable) listed.insert({each.recipient, each.uri, std::string()});
  inputs.is_listed = [&listed](const Endpoint& endpoint) { return listed.contains(PlaceOf(endpoint)); };
  inputs.crawled_unix_seconds = crawled_unix_seconds_;
  progress_.Show("making the network's view");
  absl::StatusOr<Snapshot> snapshot = BuildSnapshot(*store_, inputs);
  if (snapshot.ok()) snapshot->receivers = receivers_;
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
    state.complete_unix_seconds = Now();
    if (const int number = ++count[state.receiver]; number > 1) absl::StrAppend(&state.receiver, "#", number);
  }
}

absl::Status Crawler::Push(absl::Duration give_up_after) {
  absl::Status first;
  for (size_t i = 0; i < remote_writes_.size(); ++i) {
    progress_.Show("sending releases by remote write");
    first.Update(PushTo(remote_writes_[i], give_up_after, receivers_[i]));
  }
  return first;
}

absl::Status Crawler::PushTo(const RemoteWriteOptions& options, absl::Duration give_up_after, ReceiverState& state) {
  Pushed pushed;
  absl::Status status = PushReleases(*store_, options, give_up_after, stop_, pushed);
  for (const std::string& line : SteppedOver(options, pushed)) progress_.Note(line);
  state.skipped += pushed.skipped;
  state.too_old += pushed.too_old;
  state.refused += pushed.refused;
  if (status.ok() && !stop_) state.complete_unix_seconds = Now();
  return status;
}

std::string Summarize(const Round& round) {
  std::string text = absl::StrCat("asked ", round.asked, " nodes: ", round.reasons[0], " well");
  for (int i = 1; i < kReasonCount; ++i) {
    const int count = round.reasons[static_cast<size_t>(i)];
    if (count > 0) absl::StrAppend(&text, ", ", count, " ", ReasonName(static_cast<Reason>(i)));
  }
  absl::StrAppend(&text, "; ", round.saved.added, " new releases");
  if (round.saved.contradicting > 0) absl::StrAppend(&text, ", ", round.saved.contradicting, " that contradict others");
  return text;
}

}  // namespace nodestats::crawler
