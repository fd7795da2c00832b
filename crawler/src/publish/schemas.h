// The JSON Schemas of the documents: the files of crawler/schema, built in.
#ifndef NODESTATS_CRAWLER_PUBLISH_SCHEMAS_H_
#define NODESTATS_CRAWLER_PUBLISH_SCHEMAS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

inline constexpr const char* kSchemaNames[] = {"index", "network", "nodes"};

// Empty for another name.
std::string SchemaOf(absl::string_view name);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_SCHEMAS_H_
