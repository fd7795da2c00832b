#include "store/node_day_table.h"

#include <algorithm>

#include "store/account_blob.h"
#include "store/packed_release.h"

namespace nodestats::crawler {
namespace {

constexpr int kNodeBits = 32;

int64_t FirstIdOfDay(int64_t day) { return day << kNodeBits; }

// The number of the day that holds `unix_seconds`.
int64_t DayAt(int64_t unix_seconds) { return std::max<int64_t>(unix_seconds, 0) / kDaySeconds; }

}  // namespace

// Windows are aligned to UTC: none reaches over midnight.
void NodeDayAdditions::Add(int64_t node, const v1::Release& release) {
  rows_[FirstIdOfDay(DayAt(release.start_unix_seconds())) + node] += Pack(release);
}

NodeDayTable::NodeDayTable(const Database& database)
    // The bytes stay what they are: || joins them as text, without looking at them.
    : append_(database,
              "INSERT INTO node_day(id, packed) VALUES(?1, ?2) "
              "ON CONFLICT(id) DO UPDATE SET packed = CAST(packed || excluded.packed AS BLOB)"),
      remove_(database, "DELETE FROM node_day WHERE id < ?1") {}

absl::Status NodeDayTable::Append(const NodeDayAdditions& additions) {
  for (const auto& [id, packed] : additions.rows()) {
    const absl::Status status = append_.Run(id, Blob{packed});
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status NodeDayTable::Retain(int64_t oldest_end_unix_seconds) {
  return remove_.Run(FirstIdOfDay(DayAt(oldest_end_unix_seconds - 1)));
}

absl::Status ForEachNodeDayOf(const Database& database, int64_t from_unix_seconds, int64_t to_unix_seconds,
                              const std::function<bool(const NodeDay&)>& use) {
  Statement select(database,
                   "SELECT node_day.id >> 32, recipient, instance, delegated, packed FROM node_day "
                   "JOIN node ON node.id = node_day.id & 4294967295 "
                   "WHERE node_day.id >= ?1 AND node_day.id < ?2 ORDER BY node_day.id");
  const int64_t day_after = DayAt(to_unix_seconds + kDaySeconds - 1);
  Rows rows = select.Query(FirstIdOfDay(DayAt(from_unix_seconds)), FirstIdOfDay(day_after));
  NodeDay day;
  while (rows.Next()) {
    int column = 0;
    day.day_start_unix_seconds = rows.Int(column++) * kDaySeconds;
    day.recipient = AccountOfBlob(rows.Bytes(column++));
    const absl::string_view instance = rows.Bytes(column++);
    day.instance_id.assign(instance.data(), instance.size());
    day.delegated = rows.Int(column++) != 0;
    day.packed = rows.Bytes(column++);
    if (!use(day)) break;
  }
  return rows.status();
}

}  // namespace nodestats::crawler
