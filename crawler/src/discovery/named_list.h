// What many nodes named, as a list.
#ifndef NODESTATS_CRAWLER_DISCOVERY_NAMED_LIST_H_
#define NODESTATS_CRAWLER_DISCOVERY_NAMED_LIST_H_

#include <string>
#include <vector>

#include "discovery/endpoint.h"

namespace nodestats::crawler {

// Of one recipient, over all of its endpoints; of one URI where it is nobody's. What is above is left out.
inline constexpr size_t kMostNamedUris = 64;

// `uris[i]` were named by `asked[i]`. The order of the endpoints decides which are heard, not that of the answers.
NodeList NamedList(const std::vector<Endpoint>& asked, const std::vector<std::vector<std::string>>& uris);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_NAMED_LIST_H_
