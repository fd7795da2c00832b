// Where readers go on, and small things that others keep.
#ifndef NODESTATS_CRAWLER_STORE_ITEM_TABLE_H_
#define NODESTATS_CRAWLER_STORE_ITEM_TABLE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "store/sqlite.h"

namespace nodestats::crawler {

class ItemTable {
 public:
  explicit ItemTable(const Database& database);

  absl::StatusOr<int64_t> Cursor(const std::string& name);  // 0: never set
  absl::Status SetCursor(const std::string& name, int64_t sequence);
  absl::StatusOr<std::string> Get(const std::string& key);  // Errors: NOT_FOUND
  absl::Status Put(const std::string& key, const std::string& value);

 private:
  Statement cursor_;
  Statement set_cursor_;
  Statement get_;
  Statement put_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_ITEM_TABLE_H_
