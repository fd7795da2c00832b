// The address of a gateway's socket.
#ifndef NODESTATS_GEO_ADDRESS_H_
#define NODESTATS_GEO_ADDRESS_H_

#include <array>
#include <cstdint>

namespace nodestats {

// An address of IPv6, or one of IPv4 mapped into it (RFC 4291, 2.5.5.2), in network order: one form for each peer,
// whichever way the host's socket names it. All zero: unknown.
struct Address {
  std::array<uint8_t, 16> bytes{};

  bool operator==(const Address& other) const { return bytes == other.bytes; }
  bool operator!=(const Address& other) const { return bytes != other.bytes; }
};

// Makes an address of 4 bytes (IPv4), 16 (IPv6 or mapped IPv4) or 0 (unknown). Returns false for any other size.
bool MakeAddress(const uint8_t* bytes, uint32_t size, Address* address);

// The IPv4 address, mapped, of a host that reaches IPv6 through 6to4, Teredo or a NAT64 with the well-known prefix,
// which stands in its address; any other address as it is. A Teredo client's is its own NAT's, not its server's.
Address WithoutTunnel(const Address& address);

// Tells whether these 16 bytes are an IPv4 address, which is then the last four.
bool IsMappedIpv4(const uint8_t* address16);

// Tells whether peers all over the Internet may have `address`: false for private, shared (carrier's NAT), loopback,
// link-local, multicast, documentation and other addresses with a purpose of their own, and for the unknown one. Of
// 6to4 and NAT64 the IPv4 address within tells. Teredo's are none: whoever sends to one asks a server that the address
// itself names.
bool IsPublic(const Address& address);

}  // namespace nodestats

#endif  // NODESTATS_GEO_ADDRESS_H_
