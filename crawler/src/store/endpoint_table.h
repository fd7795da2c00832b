// What is known of each endpoint.
#ifndef NODESTATS_CRAWLER_STORE_ENDPOINT_TABLE_H_
#define NODESTATS_CRAWLER_STORE_ENDPOINT_TABLE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace nodestats::crawler {

class EndpointTable {
 public:
  explicit EndpointTable(const Database& database);

  // Notes how asking went. Of `newest`, null where no release was accepted, the release tells who and how; of
  // `contradictions` those of this answer are added up.
  absl::Status Put(const Fetched& fetched, const VerifiedRelease* newest, int contradictions);

  absl::StatusOr<std::vector<EndpointState>> All();

  // Removes those that were last asked before.
  absl::Status Retain(int64_t oldest_asked_unix_seconds);

 private:
  Statement put_;
  Statement identify_;
  Statement all_;
  Statement remove_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_ENDPOINT_TABLE_H_
