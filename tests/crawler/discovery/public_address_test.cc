#include "discovery/public_address.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(PublicAddress, TheOpenInternetIs) {
  for (const char* address : {"1.1.1.1",         "8.8.8.8",         "9.255.255.255",
                              "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
                              "126.255.255.255", "128.0.0.0",       "169.253.255.255",
                              "172.15.255.255",  "172.32.0.0",      "192.0.3.0",
                              "192.167.255.255", "192.169.0.0",     "198.17.255.255",
                              "198.20.0.0",      "223.255.255.255", "2606:4700:4700::1111",
                              "2001:200::1",     "2001:4860::1",    "3ffe::1",
                              "2a00::1",         "::ffff:1.1.1.1",  "2002:101:101::1",
                              "64:ff9b::1.1.1.1"}) {
    EXPECT_TRUE(IsPublicAddress(address)) << address;
  }
}

TEST(PublicAddress, WhatIanaKeepsIsNot) {
  for (const char* address :
       {"0.0.0.0",         "0.255.0.1",       "10.0.0.1",   "100.64.0.1",     "100.127.255.255", "127.0.0.1",
        "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",       "192.0.2.1",
        "192.88.99.1",     "192.168.0.1",     "198.18.0.1", "198.19.255.255", "198.51.100.1",    "203.0.113.1",
        "224.0.0.1",       "239.1.1.1",       "240.0.0.1",  "255.255.255.255"}) {
    EXPECT_FALSE(IsPublicAddress(address)) << address;
  }
}

TEST(PublicAddress, NorInIpv6) {
  for (const char* address :
       {"::", "::1", "::7f00:1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "100::1", "2001::1",
        "2001:2::1", "2001:db8::1", "2001:1ff::1", "3fff::1", "3fff:fff::1", "5f00::1"}) {
    EXPECT_FALSE(IsPublicAddress(address)) << address;
  }
}

TEST(PublicAddress, AnIpv4AddressWithinIsJudgedAsItself) {
  for (const char* address :
       {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
        "64:ff9b::192.168.1.1", "64:ff9b:1::101:101", "2002:7f00:1::1", "2002:c0a8:1::1"}) {
    EXPECT_FALSE(IsPublicAddress(address)) << address;
  }
}

TEST(PublicAddress, WhatIsNoAddressIsNot) {
  for (const char* text :
       {"", "localhost", "1.1.1", "1.1.1.1.1", "1.1.1.1 ", "0x01010101", "2606::%eth0", "[::1]", "::g"}) {
    EXPECT_FALSE(IsPublicAddress(text)) << text;
  }
}

}  // namespace
}  // namespace nodestats::crawler
