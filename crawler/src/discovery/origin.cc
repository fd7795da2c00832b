#include "discovery/origin.h"

namespace nodestats::crawler {

absl::string_view OriginName(Origin origin) {
  switch (origin) {
    case Origin::kRegistry:
      return "registry";
    case Origin::kAiRegistry:
      return "ai_registry";
    case Origin::kFile:
      return "file";
    case Origin::kNode:
      return "node";
  }
  return "unknown";
}

std::optional<Origin> ParseOrigin(absl::string_view name) {
  for (const Origin origin : {Origin::kRegistry, Origin::kAiRegistry, Origin::kFile, Origin::kNode}) {
    if (name == OriginName(origin)) return origin;
  }
  return std::nullopt;
}

absl::string_view UnreachableName(Reason reason) {
  switch (reason) {
    case Reason::kBadUri:
      return "bad_uri";
    case Reason::kDns:
      return "dns";
    case Reason::kNotPublic:
      return "not_public";
    default:
      return "none";
  }
}

}  // namespace nodestats::crawler
