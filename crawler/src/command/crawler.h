// A crawler at work on its store: what crawl does once and serve again and again.
#ifndef NODESTATS_CRAWLER_COMMAND_CRAWLER_H_
#define NODESTATS_CRAWLER_COMMAND_CRAWLER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "command/fees.h"
#include "command/node_finder.h"
#include "command/options.h"
#include "command/round.h"
#include "geo/database.h"
#include "view/build_view.h"

namespace nodestats::crawler {

class Crawler {
 public:
  static absl::StatusOr<std::unique_ptr<Crawler>> Open(const CrawlOptions& options, const Clock& clock,
                                                       const std::atomic<bool>& stop, Progress& progress);

  // Finds the nodes (again once `list_age` has passed), asks those that are due, stores, and removes what is too old:
  // where that alone fails, the round says so, and is else as good as any. Errors: nothing, or not all, was stored.
  absl::StatusOr<Round> Crawl(absl::Duration list_age, Extent extent = Extent::kNew);
  // Waits so long for fees that are being read.
  absl::StatusOr<Snapshot> View(absl::Duration patience);
  absl::Status Export(const Snapshot& snapshot) const;
  // Sends what is new to each receiver, which has an equal part of the time; the first failure, after all were tried.
  absl::Status Push(absl::Duration give_up_after);

  const Found& found() const { return finder_->found(); }

 private:
  Crawler(const CrawlOptions& options, const Clock& clock, const std::atomic<bool>& stop, Progress& progress)
      : options_(options), clock_(clock), stop_(stop), progress_(progress) {}
  int64_t Now() const { return absl::ToUnixSeconds(clock_.Wall()); }
  // When that was, by the wall clock as it is now.
  int64_t UnixSecondsOf(SteadyTime time) const { return absl::ToUnixSeconds(clock_.Wall() - (clock_.Steady() - time)); }
  absl::Status LoadGeo();
  void AddReceivers();
  absl::Status PushTo(size_t receiver, absl::Duration give_up_after);
  absl::Status AskNamed(const FetchOptions& fetch, Extent extent, Round& round);

  const CrawlOptions options_;
  const Clock& clock_;
  const std::atomic<bool>& stop_;
  Progress& progress_;
  std::unique_ptr<Store> store_;
  std::vector<RemoteWriteOptions> remote_writes_;
  std::vector<ReceiverState> receivers_;  // of each of them
  std::vector<SteadyTime> complete_at_;   // likewise: when it last had all that is held
  std::unique_ptr<GeoDatabase> geo_;
  std::unique_ptr<NodeFinder> finder_;
  Found askable_;  // of what was found: what this machine could ask in the last round
  SteadyTime crawled_at_ = -absl::InfiniteDuration();  // when the last round ended that was stored
  NextRelease next_;
  std::unique_ptr<Fees> fees_;  // ends before the store in which it keeps them
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CRAWLER_H_
