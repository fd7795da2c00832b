// A node's further URIs, as its host gives them.
#ifndef NODESTATS_BASE_NODE_URIS_H_
#define NODESTATS_BASE_NODE_URIS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// Reads URIs that single spaces separate. Returns false where there are too many, or one is too long, has another
// scheme than http or https, or characters that would have to be escaped.
bool ReadNodeUris(absl::string_view text, std::vector<std::string>* uris);

}  // namespace nodestats

#endif  // NODESTATS_BASE_NODE_URIS_H_
