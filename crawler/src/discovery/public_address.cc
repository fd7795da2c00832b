#include "discovery/public_address.h"

#include <optional>

#include "base/numeric_address.h"

namespace nodestats::crawler {

bool IsPublicAddress(const std::string& address) {
  const std::optional<Address> parsed = ParseNumericAddress(address);
  return parsed && IsPublic(*parsed);
}

}  // namespace nodestats::crawler
