// The tables of a store.
#ifndef NODESTATS_CRAWLER_STORE_SCHEMA_H_
#define NODESTATS_CRAWLER_STORE_SCHEMA_H_

#include "absl/status/status.h"
#include "store/sqlite.h"

namespace nodestats::crawler {

inline constexpr int kSchemaVersion = 2;

// Makes an empty file a store that survives a crash of the machine; leaves a store as it is.
// Errors: as CheckSchema, and those of writing.
absl::Status PrepareStore(Database& database);

// Errors: FAILED_PRECONDITION (a store of another version), DATA_LOSS (no store).
absl::Status CheckSchema(Database& database);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_SCHEMA_H_
