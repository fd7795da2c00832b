// IP addresses as text.
#ifndef NODESTATS_CRAWLER_BASE_NUMERIC_ADDRESS_H_
#define NODESTATS_CRAWLER_BASE_NUMERIC_ADDRESS_H_

#include <optional>
#include <string>

#include "geo/address.h"

namespace nodestats::crawler {

// Reads an IPv4 or IPv6 address as inet_pton does: without brackets, port or zone. nullopt for anything else.
std::optional<Address> ParseNumericAddress(const std::string& text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_NUMERIC_ADDRESS_H_
