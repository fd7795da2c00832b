#include "geo/address.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "addresses.h"

namespace nodestats {
namespace {

TEST(Address, Ipv4IsTheSameInFourBytesAndMapped) {
  EXPECT_EQ(AddressOf("192.0.43.8"), AddressOf("::ffff:192.0.43.8"));
  EXPECT_NE(AddressOf("192.0.43.8"), AddressOf("192.0.43.9"));
  EXPECT_NE(AddressOf("192.0.43.8"), AddressOf("::192.0.43.8"));
}

TEST(Address, KeepsTheOrderOfTheNetwork) {
  const std::array<uint8_t, 16> ipv4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 8, 8, 4, 4};
  EXPECT_EQ(AddressOf("8.8.4.4").bytes, ipv4);
  const std::array<uint8_t, 16> ipv6 = {0x20, 1, 0x48, 0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x88, 0x44};
  EXPECT_EQ(AddressOf("2001:4860::8844").bytes, ipv6);
}

TEST(Address, NoBytesAreTheUnknownAddress) {
  Address address = AddressOf("8.8.8.8");
  EXPECT_TRUE(MakeAddress(nullptr, 0, &address));
  EXPECT_EQ(address, Address{});
  EXPECT_EQ(address, AddressOf("::"));
}

TEST(Address, OtherSizesAreRefusedAndChangeNothing) {
  const std::array<uint8_t, 32> bytes{1, 2, 3};
  Address address = AddressOf("8.8.8.8");
  for (const uint32_t size : {1u, 3u, 5u, 6u, 8u, 15u, 17u, 32u, 0xffffffffu}) {
    EXPECT_FALSE(MakeAddress(bytes.data(), size, &address)) << size;
  }
  EXPECT_EQ(address, AddressOf("8.8.8.8"));
}

TEST(Address, OnlyMappedOnesAreIpv4) {
  EXPECT_TRUE(IsMappedIpv4(AddressOf("8.8.8.8").bytes.data()));
  EXPECT_TRUE(IsMappedIpv4(AddressOf("0.0.0.0").bytes.data()));
  for (const char* text : {"::", "::1", "::8.8.8.8", "::fffe:8.8.8.8", "1::ffff:8.8.8.8", "2001:4860::8844"}) {
    EXPECT_FALSE(IsMappedIpv4(AddressOf(text).bytes.data())) << text;
  }
}

TEST(Address, HostsBehindTunnelsHaveTheirOwnIpv4) {
  const std::vector<std::pair<const char*, const char*>> hosts = {
      {"2002:808:404:1::1", "8.8.4.4"},
      {"2001:0:c8a0:1:8000:1234:f7f7:fbfb", "8.8.4.4"},  // Teredo: its server's address is 200.160.0.1
      {"64:ff9b::8.8.4.4", "8.8.4.4"},
      {"8.8.4.4", "8.8.4.4"},
      {"2001:1::1", "2001:1::1"},
      {"2003:808:404::1", "2003:808:404::1"},
      {"64:ff9b:1::8.8.4.4", "64:ff9b:1::8.8.4.4"},  // of local use: where the address stands, only its network knows
      {"64:ff9b:0:1::8.8.4.4", "64:ff9b:0:1::8.8.4.4"},
  };
  for (const auto& [tunnelled, host] : hosts) {
    EXPECT_EQ(WithoutTunnel(AddressOf(tunnelled)), AddressOf(host)) << tunnelled;
  }
}

TEST(Address, ThoseOfTheInternetArePublic) {
  for (const char* text : {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
                           "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "11.0.0.0",
                           "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "223.255.255.255"}) {
    EXPECT_TRUE(IsPublic(AddressOf(text))) << text;
    EXPECT_TRUE(IsPublic(AddressOf(std::string("::ffff:") + text))) << text;
  }
  for (const char* text : {"2001:200::1", "2001:4860:4860::8888", "2a01:4f8::1", "2000::", "2003::1", "2001:db7::1",
                           "2001:db9::1", "3fff:1000::1", "3fff:ffff::1", "2002:808:808::1", "64:ff9b::8.8.8.8"}) {
    EXPECT_TRUE(IsPublic(AddressOf(text))) << text;
  }
}

TEST(Address, SpecialIpv4IsNotPublic) {
  const std::vector<std::pair<const char*, const char*>> ranges = {
      {"0.0.0.0", "0.255.255.255"},        // this network
      {"10.0.0.0", "10.255.255.255"},      // private
      {"100.64.0.0", "100.127.255.255"},   // carrier's NAT
      {"127.0.0.0", "127.255.255.255"},    // loopback
      {"169.254.0.0", "169.254.255.255"},  // link-local
      {"172.16.0.0", "172.31.255.255"},    // private
      {"192.0.0.0", "192.0.0.255"},        // protocol assignments
      {"192.0.2.0", "192.0.2.255"},        // documentation
      {"192.88.99.0", "192.88.99.255"},    // 6to4 relays
      {"192.168.0.0", "192.168.255.255"},  // private
      {"198.18.0.0", "198.19.255.255"},    // benchmarks
      {"198.51.100.0", "198.51.100.255"},  // documentation
      {"203.0.113.0", "203.0.113.255"},    // documentation
      {"224.0.0.0", "239.255.255.255"},    // multicast
      {"240.0.0.0", "255.255.255.255"},    // reserved; broadcast
  };
  for (const auto& [first, last] : ranges) {
    EXPECT_FALSE(IsPublic(AddressOf(first))) << first;
    EXPECT_FALSE(IsPublic(AddressOf(last))) << last;
    EXPECT_FALSE(IsPublic(AddressOf(std::string("::ffff:") + last))) << last;
  }
}

TEST(Address, SpecialIpv6IsNotPublic) {
  const std::vector<const char*> addresses = {"::",
                                              "::1",
                                              "::8.8.8.8",
                                              "64:ff9b::10.0.0.1",
                                              "100::1",
                                              "1fff::",
                                              "4000::",
                                              "fc00::1",
                                              "fdff:ffff::1",
                                              "fe80::1",
                                              "febf::1",
                                              "fec0::1",
                                              "ff02::1",
                                              "ffff::1",
                                              "2001::1",
                                              "2001:2::1",
                                              "2001:20::1",
                                              "2001:1ff:ffff::1",
                                              "2001:db8::1",
                                              "2001:db8:ffff::1",
                                              "3fff::1",
                                              "3fff:fff::1",
                                              "2002:a00:1::1",
                                              "2002:c0a8:101::1",
                                              "2002:7f00:1::1",
                                              "2001:0:c8a0:1:8000:1234:f7f7:fbfb"};
  for (const char* text : addresses) {
    EXPECT_FALSE(IsPublic(AddressOf(text))) << text;
  }
}

}  // namespace
}  // namespace nodestats
