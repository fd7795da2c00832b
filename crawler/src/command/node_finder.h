// Keeps up to date who is to be asked, from round to round.
#ifndef NODESTATS_CRAWLER_COMMAND_NODE_FINDER_H_
#define NODESTATS_CRAWLER_COMMAND_NODE_FINDER_H_

#include <atomic>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "command/node_source.h"
#include "command/progress.h"
#include "command/retry_wait.h"
#include "store/store.h"

namespace nodestats::crawler {

// Reads the list again when it is old, and soon where the chain could not be read. Names that did not resolve are
// looked up again from the next round on, less and less often: a machine that has just started may have no name server
// yet.
class NodeFinder {
 public:
  NodeFinder(const SourceOptions& options, Store& store, const Clock& clock, const std::atomic<bool>& stop,
             Progress& progress)
      : options_(options), store_(store), clock_(clock), stop_(stop), progress_(progress) {}

  // Errors: those of FindNodes; the list stays as it was, and the next call reads it.
  absl::Status Refresh(absl::Duration list_age);

  // Adds the URIs that releases in the store name, and returns what was added. Errors: the store's.
  absl::StatusOr<Resolved> AddNamedInReleases();

  const Found& found() const { return found_; }
  // The list, with the time when it was read by the wall clock as it is now.
  NodeList list() const;

 private:
  absl::Status ReadList(absl::Duration list_age);
  void LookUpNames();

  const SourceOptions& options_;
  Store& store_;
  const Clock& clock_;
  const std::atomic<bool>& stop_;
  Progress& progress_;
  Found found_;
  SteadyTime list_due_ = -absl::InfiniteDuration();
  SteadyTime names_due_ = absl::InfiniteDuration();
  RetryWait list_wait_, names_wait_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_NODE_FINDER_H_
