#include "base/node_uris.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/plain.h"

namespace nodestats {
namespace {

bool IsNodeUri(absl::string_view uri) {
  if (uri.size() > NODESTATS_MAX_NODE_URI_SIZE || !IsPlain(uri)) return false;
  return (absl::ConsumePrefix(&uri, "https://") || absl::ConsumePrefix(&uri, "http://")) && !uri.empty();
}

}  // namespace

bool ReadNodeUris(absl::string_view text, std::vector<std::string>* uris) {
  uris->clear();
  if (text.empty()) return true;
  for (const absl::string_view uri : absl::StrSplit(text, ' ')) {
    if (uris->size() == NODESTATS_MAX_NODE_URIS || !IsNodeUri(uri)) return false;
    uris->emplace_back(uri);
  }
  return true;
}

}  // namespace nodestats
