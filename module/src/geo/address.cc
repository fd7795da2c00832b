#include "geo/address.h"

#include <algorithm>
#include <cstring>

namespace nodestats {
namespace {

constexpr uint8_t kMappedPrefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

struct Prefix {
  uint32_t value;  // of the first 32 bits
  int bits;
};

// What IANA's registries of special-purpose addresses (RFC 6890 and its updates) hold of IPv4, and multicast.
constexpr Prefix kSpecialIpv4[] = {
    {0x00000000, 8},   // "this network"
    {0x0a000000, 8},   // private
    {0x64400000, 10},  // shared with a carrier's NAT
    {0x7f000000, 8},   // loopback
    {0xa9fe0000, 16},  // link-local
    {0xac100000, 12},  // private
    {0xc0000000, 24},  // protocol assignments
    {0xc0000200, 24},  // documentation
    {0xc0586300, 24},  // 6to4 relays, withdrawn
    {0xc0a80000, 16},  // private
    {0xc6120000, 15},  // benchmarks
    {0xc6336400, 24},  // documentation
    {0xcb007100, 24},  // documentation
    {0xe0000000, 4},   // multicast
    {0xf0000000, 4},   // reserved; broadcast
};

constexpr Prefix kGlobalUnicastIpv6 = {0x20000000, 3};  // all that IANA gave out so far

// What is special within it.
constexpr Prefix kSpecialIpv6[] = {
    {0x20010000, 23},  // protocol assignments: Teredo, benchmarks, ORCHID
    {0x20010db8, 32},  // documentation
    {0x3fff0000, 20},  // documentation
};

// Of mechanisms that put the IPv4 address of a host into its IPv6 one.
constexpr Prefix k6to4 = {0x20020000, 16};    // RFC 3056: in bits 16 to 47
constexpr Prefix kTeredo = {0x20010000, 32};  // RFC 4380: in the last 32 bits, inverted; its server's in bits 32 to 63
constexpr uint8_t kNat64Prefix[12] = {0x00, 0x64, 0xff, 0x9b};  // RFC 6052: in the last 32 bits

constexpr bool Contains(const Prefix& prefix, uint32_t value) {
  return (value ^ prefix.value) >> (32 - prefix.bits) == 0;
}

uint32_t Load32(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

Address MappedIpv4(uint32_t ipv4) {
  Address made;
  std::memcpy(made.bytes.data(), kMappedPrefix, sizeof(kMappedPrefix));
  for (int i = 0; i < 4; ++i) made.bytes.at(static_cast<size_t>(12 + i)) = static_cast<uint8_t>(ipv4 >> (24 - 8 * i));
  return made;
}

template <size_t n>
bool IsIn(const Prefix (&prefixes)[n], uint32_t value) {
  return std::any_of(prefixes, prefixes + n, [&](const Prefix& prefix) { return Contains(prefix, value); });
}

}  // namespace

bool MakeAddress(const uint8_t* bytes, uint32_t size, Address* address) {
  if (size != 0 && size != 4 && size != 16) return false;
  Address made;
  if (size == 4) std::memcpy(made.bytes.data(), kMappedPrefix, sizeof(kMappedPrefix));
  if (size != 0) std::memcpy(made.bytes.data() + (made.bytes.size() - size), bytes, size);
  *address = made;
  return true;
}

bool IsMappedIpv4(const uint8_t* address16) {
  return std::memcmp(address16, kMappedPrefix, sizeof(kMappedPrefix)) == 0;
}

Address WithoutTunnel(const Address& address) {
  const uint8_t* const bytes = address.bytes.data();
  const uint32_t head = Load32(bytes);
  if (Contains(k6to4, head)) return MappedIpv4(Load32(bytes + 2));
  if (Contains(kTeredo, head)) return MappedIpv4(~Load32(bytes + 12));
  const bool is_nat64 = std::memcmp(bytes, kNat64Prefix, sizeof(kNat64Prefix)) == 0;
  return is_nat64 ? MappedIpv4(Load32(bytes + 12)) : address;
}

bool IsPublic(const Address& address) {
  if (Contains(kTeredo, Load32(address.bytes.data()))) return false;
  const Address host = WithoutTunnel(address);
  const uint8_t* const bytes = host.bytes.data();
  if (IsMappedIpv4(bytes)) return !IsIn(kSpecialIpv4, Load32(bytes + 12));
  const uint32_t head = Load32(bytes);
  return Contains(kGlobalUnicastIpv6, head) && !IsIn(kSpecialIpv6, head);
}

}  // namespace nodestats
