// Addresses as people write them.
#ifndef NODESTATS_TESTS_UNIT_GEO_ADDRESSES_H_
#define NODESTATS_TESTS_UNIT_GEO_ADDRESSES_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "geo/address.h"

namespace nodestats {

inline Address AddressOf(const std::string& text) {
  std::array<uint8_t, 16> bytes{};
  const bool is_ipv6 = text.find(':') != std::string::npos;
  EXPECT_EQ(inet_pton(is_ipv6 ? AF_INET6 : AF_INET, text.c_str(), bytes.data()), 1) << text;
  Address address;
  EXPECT_TRUE(MakeAddress(bytes.data(), is_ipv6 ? 16 : 4, &address));
  return address;
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_GEO_ADDRESSES_H_
