// Small pieces of the JSON documents.
#ifndef NODESTATS_CRAWLER_PUBLISH_JSON_H_
#define NODESTATS_CRAWLER_PUBLISH_JSON_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/account.h"
#include "view/network_view.h"

namespace nodestats::crawler {

using Json = nlohmann::ordered_json;

// null where there is none.
template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value.has_value() ? Json(*value) : Json();
}
inline Json TimeOrNull(int64_t unix_seconds) { return unix_seconds > 0 ? Json(unix_seconds) : Json(); }
inline Json AccountOrNull(const Account& account) {
  return account == kNoAccount ? Json() : Json(AccountText(account));
}

// Text that is no UTF-8 does not come through a verifier; should it all the same, it is marked, not thrown at.
inline std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

// "1h", "24h" or "7d", by the view's length.
std::string_view WindowName(const NetworkView& view);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_JSON_H_
