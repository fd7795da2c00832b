#include "base/numeric_address.h"

#include <arpa/inet.h>

#include <cstdint>

namespace nodestats::crawler {

std::optional<Address> ParseNumericAddress(const std::string& text) {
  constexpr uint32_t kIpv4Bytes = 4;
  constexpr uint32_t kIpv6Bytes = 16;
  uint8_t bytes[kIpv6Bytes];
  uint32_t size = 0;
  if (inet_pton(AF_INET, text.c_str(), bytes) == 1) {
    size = kIpv4Bytes;
  } else if (inet_pton(AF_INET6, text.c_str(), bytes) == 1) {
    size = kIpv6Bytes;
  } else {
    return std::nullopt;
  }
  Address address;
  return MakeAddress(bytes, size, &address) ? std::optional(address) : std::nullopt;
}

}  // namespace nodestats::crawler
