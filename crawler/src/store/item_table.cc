#include "store/item_table.h"

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {

ItemTable::ItemTable(const Database& database)
    : cursor_(database, "SELECT sequence FROM cursor WHERE name = ?1"),
      set_cursor_(database, "INSERT OR REPLACE INTO cursor(name, sequence) VALUES(?1, ?2)"),
      get_(database, "SELECT value FROM item WHERE name = ?1"),
      put_(database, "INSERT OR REPLACE INTO item(name, value) VALUES(?1, ?2)") {}

absl::StatusOr<int64_t> ItemTable::Cursor(const std::string& name) {
  Rows rows = cursor_.Query(absl::string_view(name));
  const int64_t sequence = rows.Next() ? rows.Int(0) : 0;
  if (!rows.status().ok()) return rows.status();
  return sequence;
}

absl::Status ItemTable::SetCursor(const std::string& name, int64_t sequence) {
  return set_cursor_.Run(absl::string_view(name), sequence);
}

absl::StatusOr<std::string> ItemTable::Get(const std::string& key) {
  Rows rows = get_.Query(absl::string_view(key));
  if (rows.Next()) return std::string(rows.Bytes(0));
  return rows.status().ok() ? absl::NotFoundError(absl::StrCat("the store holds no ", key)) : rows.status();
}

absl::Status ItemTable::Put(const std::string& key, const std::string& value) {
  return put_.Run(absl::string_view(key), Blob{value});
}

}  // namespace nodestats::crawler
