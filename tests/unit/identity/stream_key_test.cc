#include "identity/stream_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "unit/identity/fenced_pages.h"
#include "unit/identity/siphash_reference.h"

namespace nodestats {
namespace {

constexpr SipKey kStreamKey = {0x1111222233334444, 0x5555666677778888};
constexpr SipKey kBroadcasterKey = {0x9999aaaabbbbcccc, 0xddddeeeeffff0000};
const StreamKeys kKeys(kStreamKey, kBroadcasterKey);

using Bytes = std::vector<uint8_t>;

nodestats_segment SegmentFrom(const Bytes& broadcaster, const Bytes& peer) {
  nodestats_segment segment = {};
  std::copy(broadcaster.begin(), broadcaster.end(), segment.broadcaster);
  segment.peer_size = static_cast<uint32_t>(peer.size());
  std::copy(peer.begin(), peer.end(), segment.peer);
  return segment;
}

uint64_t StreamOf(const nodestats_segment& segment, std::string_view manifest) {
  return kKeys.Stream(Owner(segment), manifest.data(), manifest.size());
}

uint64_t HashOfBroadcaster(const nodestats_segment& segment) {
  return kKeys.Broadcaster(BroadcasterOf(Owner(segment)));
}

const Bytes kNobody(20, 0);
const Bytes kAlice(20, 0xa1);
const Bytes kBob(20, 0xb0);
const Bytes kPeer4 = {203, 0, 114, 9};
const Bytes kPeer4Mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 203, 0, 114, 9};
const Bytes kPeer6 = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

TEST(StreamKeys, TheSameManifestOfTwoBroadcastersIsTwoStreams) {
  EXPECT_NE(StreamOf(SegmentFrom(kAlice, kPeer4), "live"), StreamOf(SegmentFrom(kBob, kPeer4), "live"));
  EXPECT_NE(HashOfBroadcaster(SegmentFrom(kAlice, kPeer4)), HashOfBroadcaster(SegmentFrom(kBob, kPeer4)));
}

TEST(StreamKeys, ABroadcastersStreamIsTheSameFromWhateverPeer) {
  const uint64_t stream = StreamOf(SegmentFrom(kAlice, kPeer4), "live");
  EXPECT_EQ(StreamOf(SegmentFrom(kAlice, kPeer6), "live"), stream);
  EXPECT_EQ(StreamOf(SegmentFrom(kAlice, {}), "live"), stream);
  EXPECT_EQ(HashOfBroadcaster(SegmentFrom(kAlice, kPeer6)), HashOfBroadcaster(SegmentFrom(kAlice, kPeer4)));
}

TEST(StreamKeys, WithoutABroadcasterThePeerStandsForIt) {
  const nodestats_segment one = SegmentFrom(kNobody, kPeer4);
  const nodestats_segment other = SegmentFrom(kNobody, {203, 0, 114, 10});
  EXPECT_NE(StreamOf(one, "live"), StreamOf(other, "live"));
  EXPECT_NE(HashOfBroadcaster(one), HashOfBroadcaster(other));
  EXPECT_EQ(StreamOf(one, "live"), StreamOf(SegmentFrom(kNobody, kPeer4), "live"));
  EXPECT_NE(HashOfBroadcaster(one), HashOfBroadcaster(SegmentFrom(kNobody, {})));
}

// One machine has all addresses of an IPv6 network of 64 bits, but of one that stands for an IPv4 host just that one.
TEST(StreamKeys, PeersOfOneIpv6NetworkAreOneBroadcaster) {
  const auto of_network = [](uint8_t network, uint8_t host) {
    return SegmentFrom(kNobody, {0x2a, 0, 0, 1, 0, 0, 0, network, host, 0, 0, 0, 0, 0, 0, host});
  };
  EXPECT_EQ(HashOfBroadcaster(of_network(1, 1)), HashOfBroadcaster(of_network(1, 2)));
  EXPECT_NE(HashOfBroadcaster(of_network(1, 1)), HashOfBroadcaster(of_network(2, 1)));
  EXPECT_NE(StreamOf(of_network(1, 1), "live"), StreamOf(of_network(1, 2), "live"));
  const auto of_nat64 = [](uint8_t host) {
    return SegmentFrom(kNobody, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 203, 0, 114, host});
  };
  EXPECT_NE(HashOfBroadcaster(of_nat64(9)), HashOfBroadcaster(of_nat64(10)));
  EXPECT_EQ(HashOfBroadcaster(of_nat64(9)), HashOfBroadcaster(SegmentFrom(kNobody, kPeer4)));
}

TEST(StreamKeys, APeerIsTheSameInBothFormsOfItsAddress) {
  EXPECT_EQ(StreamOf(SegmentFrom(kNobody, kPeer4), "live"), StreamOf(SegmentFrom(kNobody, kPeer4Mapped), "live"));
  EXPECT_EQ(HashOfBroadcaster(SegmentFrom(kNobody, kPeer4)), HashOfBroadcaster(SegmentFrom(kNobody, kPeer4Mapped)));
}

TEST(StreamKeys, BytesBehindThePeersAddressDoNotMatter) {
  nodestats_segment segment = SegmentFrom(kNobody, kPeer4);
  const uint64_t broadcaster = HashOfBroadcaster(segment);
  std::fill(segment.peer + 4, segment.peer + 16, uint8_t{0xee});
  EXPECT_EQ(HashOfBroadcaster(segment), broadcaster);
  segment.peer_size = 0;
  EXPECT_EQ(HashOfBroadcaster(segment), HashOfBroadcaster(SegmentFrom(kNobody, {})));
}

TEST(StreamKeys, NobodyCanClaimTheBroadcasterThatAPeerStandsFor) {
  for (const Bytes& peer : {kPeer6, kPeer4Mapped, Bytes(16, 0)}) {
    for (int last = 0; last < 256; ++last) {
      Bytes claimed = peer;
      claimed.insert(claimed.end(), {0, 0, 0, static_cast<uint8_t>(last)});
      if (claimed == kNobody) continue;
      ASSERT_NE(HashOfBroadcaster(SegmentFrom(claimed, {})), HashOfBroadcaster(SegmentFrom(kNobody, peer)));
    }
  }
}

TEST(StreamKeys, EachByteOfABroadcasterCounts) {
  std::set<uint64_t> broadcasters;
  std::set<uint64_t> streams;
  for (size_t i = 0; i < 20; ++i) {
    Bytes broadcaster = kNobody;
    broadcaster[i] = 1;
    broadcasters.insert(HashOfBroadcaster(SegmentFrom(broadcaster, kPeer4)));
    streams.insert(StreamOf(SegmentFrom(broadcaster, kPeer4), "live"));
  }
  EXPECT_EQ(broadcasters.size(), 20u);
  EXPECT_EQ(streams.size(), 20u);
}

TEST(StreamKeys, ManifestsAreAnyBytesAndAllOfThemCount) {
  std::set<uint64_t> streams;
  std::string manifest;
  for (int i = 0; i < 100; ++i) streams.insert(StreamOf(SegmentFrom(kAlice, kPeer4), manifest += '\0'));
  manifest.assign(4096, 'm');
  for (const size_t at : {0u, 1u, 7u, 8u, 4087u, 4088u, 4094u, 4095u}) {
    std::string other = manifest;
    other[at] = '\xff';
    streams.insert(StreamOf(SegmentFrom(kAlice, kPeer4), other));
  }
  streams.insert(StreamOf(SegmentFrom(kAlice, kPeer4), manifest));
  EXPECT_EQ(streams.size(), 109u);
}

TEST(StreamKeys, AreSipHashesOfOwnerAndManifest) {
  const nodestats_segment segment = SegmentFrom(kAlice, kPeer4);
  Bytes message = kAlice;
  message.resize(24);
  EXPECT_EQ(HashOfBroadcaster(segment), ReferenceSipHash(kBroadcasterKey, message));
  const std::string_view manifest = "0123456789abc";
  message.insert(message.end(), manifest.begin(), manifest.end());
  EXPECT_EQ(StreamOf(segment, manifest), ReferenceSipHash(kStreamKey, message));
}

// So that a broadcaster with one stream without a name cannot be told from the hashes.
TEST(StreamKeys, HashesOfStreamsAndBroadcastersHaveNothingInCommon) {
  EXPECT_NE(StreamOf(SegmentFrom(kAlice, kPeer4), ""), HashOfBroadcaster(SegmentFrom(kAlice, kPeer4)));
  const StreamKeys other(kBroadcasterKey, kStreamKey);
  EXPECT_NE(other.Stream(Owner(SegmentFrom(kAlice, kPeer4)), "live", 4), StreamOf(SegmentFrom(kAlice, kPeer4), "live"));
  EXPECT_NE(other.Broadcaster(Owner(SegmentFrom(kAlice, kPeer4))), HashOfBroadcaster(SegmentFrom(kAlice, kPeer4)));
}

TEST(StreamKeys, ReadNoByteBesideTheManifest) {
  FencedPages pages;
  const nodestats_segment segment = SegmentFrom(kAlice, kPeer4);
  for (size_t size = 1; size <= 40; ++size) {
    const Bytes manifest(size, 'm');
    const uint64_t expected = StreamOf(segment, std::string(size, 'm'));
    EXPECT_EQ(kKeys.Stream(Owner(segment), pages.AtEnd(manifest), size), expected);
    EXPECT_EQ(kKeys.Stream(Owner(segment), pages.AtStart(manifest), size), expected);
  }
}

}  // namespace
}  // namespace nodestats
