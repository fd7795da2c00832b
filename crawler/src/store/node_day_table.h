// Of each instance and UTC day, what the view sums up, in one row.
#ifndef NODESTATS_CRAWLER_STORE_NODE_DAY_TABLE_H_
#define NODESTATS_CRAWLER_STORE_NODE_DAY_TABLE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "nodestats/v1/summary.pb.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace nodestats::crawler {

inline constexpr int64_t kDaySeconds = 86400;

// What a transaction adds to the table: gathered first, so that each row is written once.
class NodeDayAdditions {
 public:
  void Add(int64_t node, const v1::Release& release);
  const std::map<int64_t, std::string>& rows() const { return rows_; }

 private:
  std::map<int64_t, std::string> rows_;  // by the row's id
};

class NodeDayTable {
 public:
  explicit NodeDayTable(const Database& database);
  absl::Status Append(const NodeDayAdditions& additions);
  // Removes days that ended before.
  absl::Status Retain(int64_t oldest_end_unix_seconds);

 private:
  Statement append_;
  Statement remove_;
};

// See Store::ForEachNodeDay.
absl::Status ForEachNodeDayOf(const Database& database, int64_t from_unix_seconds, int64_t to_unix_seconds,
                              const std::function<bool(const NodeDay&)>& use);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_NODE_DAY_TABLE_H_
