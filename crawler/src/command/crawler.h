// A crawler at work on its store: what crawl does once and serve again and again.
#ifndef NODESTATS_CRAWLER_COMMAND_CRAWLER_H_
#define NODESTATS_CRAWLER_COMMAND_CRAWLER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "command/fees.h"
#include "command/options.h"
#include "command/round.h"
#include "geo/database.h"
#include "view/build_view.h"

namespace nodestats::crawler {

class Crawler {
 public:
  static absl::StatusOr<std::unique_ptr<Crawler>> Open(const CrawlOptions& options, const std::atomic<bool>& stop,
                                                       Progress& progress);

  // Finds the nodes (again once `list_age` has passed), asks those that are due, stores, and removes what is too old.
  absl::StatusOr<Round> Crawl(absl::Duration list_age, Extent extent = Extent::kNew);
  // Waits so long for fees that are being read.
  absl::StatusOr<Snapshot> View(absl::Duration patience);
  absl::Status Export(const Snapshot& snapshot) const;
  // Sends what is new to each receiver; the first failure, after all were tried.
  absl::Status Push(absl::Duration give_up_after);

  const Found& found() const { return found_; }

 private:
  Crawler(const CrawlOptions& options, const std::atomic<bool>& stop, Progress& progress)
      : options_(options), stop_(stop), progress_(progress) {}
  absl::Status LoadGeo();
  void AddReceivers();
  absl::Status PushTo(const RemoteWriteOptions& options, absl::Duration give_up_after, ReceiverState& state);

  const CrawlOptions options_;
  const std::atomic<bool>& stop_;
  Progress& progress_;
  std::unique_ptr<Store> store_;
  std::vector<RemoteWriteOptions> remote_writes_;
  std::vector<ReceiverState> receivers_;  // of each of them
  std::unique_ptr<GeoDatabase> geo_;
  Found found_;
  absl::Time found_at_ = absl::InfinitePast();
  int64_t crawled_unix_seconds_ = 0;
  NextRelease next_;
  std::unique_ptr<Fees> fees_;  // ends before the store in which it keeps them
};

// "asked 98: 90 well, 5 refused, 3 dns; 90 new releases, 12 known": for a log or a person.
std::string Summarize(const Round& round);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CRAWLER_H_
