#include "identity/siphash.h"

#include <gtest/gtest.h>

#include <bitset>
#include <random>
#include <vector>

#include "unit/identity/fenced_pages.h"
#include "unit/identity/siphash_reference.h"
#include "unit/identity/siphash_vectors.h"

namespace nodestats {
namespace {

std::vector<uint8_t> RandomBytes(size_t size, std::mt19937_64* random) {
  std::vector<uint8_t> bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>((*random)());
  return bytes;
}

// The hash of a message whose first `words` words are handed over one by one.
uint64_t SplitHash(const SipKey& key, const std::vector<uint8_t>& message, size_t words) {
  SipHasher hasher(key);
  for (size_t i = 0; i < words; ++i) {
    uint64_t word = 0;
    std::memcpy(&word, message.data() + 8 * i, 8);
    hasher.Word(word);
  }
  return hasher.Finish(message.data() + 8 * words, message.size() - 8 * words);
}

TEST(SipHash, GivesThePublishedTestVectors) {
  std::vector<uint8_t> message;
  for (const uint64_t expected : kSipVectors) {
    EXPECT_EQ(SipHash24(kSipVectorKey, message.data(), message.size()), expected) << message.size();
    EXPECT_EQ(ReferenceSipHash(kSipVectorKey, message), expected) << message.size();
    message.push_back(static_cast<uint8_t>(message.size()));
  }
}

TEST(SipHash, GivesTheExampleOfThePaper) {
  std::vector<uint8_t> message(15);
  for (size_t i = 0; i < message.size(); ++i) message[i] = static_cast<uint8_t>(i);
  EXPECT_EQ(SipHash24(kSipVectorKey, message.data(), message.size()), 0xa129ca6149be45e5u);  // appendix A
}

TEST(SipHash, IsThatOfThePaperForAllLengthsAndSplits) {
  std::mt19937_64 random(1);
  for (size_t size = 0; size <= 100; ++size) {
    const SipKey key = {random(), random()};
    const std::vector<uint8_t> message = RandomBytes(size, &random);
    const uint64_t expected = ReferenceSipHash(key, message);
    for (size_t words = 0; words <= size / 8; ++words) {
      ASSERT_EQ(SplitHash(key, message, words), expected) << size << " bytes, " << words << " words ahead";
    }
  }
}

TEST(SipHash, TakesLengthsModulo256) {
  std::mt19937_64 random(2);
  for (const size_t size : {254u, 255u, 256u, 257u, 511u, 512u, 513u, 4095u, 4096u, 10000u}) {
    const SipKey key = {random(), random()};
    const std::vector<uint8_t> message = RandomBytes(size, &random);
    const uint64_t expected = ReferenceSipHash(key, message);
    EXPECT_EQ(SplitHash(key, message, 0), expected) << size;
    EXPECT_EQ(SplitHash(key, message, 3), expected) << size;
    EXPECT_EQ(SplitHash(key, message, size / 8), expected) << size;
  }
}

TEST(SipHash, ReadsNoByteBesideTheMessage) {
  FencedPages pages;
  std::mt19937_64 random(3);
  for (size_t size = 0; size <= 72; ++size) {
    const SipKey key = {random(), random()};
    const std::vector<uint8_t> message = RandomBytes(size, &random);
    const uint64_t expected = ReferenceSipHash(key, message);
    EXPECT_EQ(SipHash24(key, pages.AtEnd(message), size), expected) << size;
    EXPECT_EQ(SipHash24(key, pages.AtStart(message), size), expected) << size;
  }
}

TEST(SipHash, OfNothingNeedsNoMemory) { EXPECT_EQ(SipHash24(kSipVectorKey, nullptr, 0), kSipVectors[0]); }

// Each bit of key and message changes about half of the hash: 32 of 64 bits, with a standard deviation of 4.
TEST(SipHash, DependsOnEveryBitOfKeyAndMessage) {
  std::mt19937_64 random(4);
  for (const size_t size : {1u, 7u, 8u, 9u, 31u}) {
    const std::vector<uint8_t> message = RandomBytes(size, &random);
    const SipKey key = {random(), random()};
    const uint64_t hash = SipHash24(key, message.data(), size);
    const auto expect_far = [&](uint64_t other) {
      EXPECT_GT(std::bitset<64>(hash ^ other).count(), 8u);
      EXPECT_LT(std::bitset<64>(hash ^ other).count(), 56u);
    };
    for (int bit = 0; bit < 64; ++bit) {
      expect_far(SipHash24({key.k0 ^ uint64_t{1} << bit, key.k1}, message.data(), size));
      expect_far(SipHash24({key.k0, key.k1 ^ uint64_t{1} << bit}, message.data(), size));
    }
    for (size_t bit = 0; bit < 8 * size; ++bit) {
      std::vector<uint8_t> other = message;
      other[bit / 8] = static_cast<uint8_t>(other[bit / 8] ^ 1 << bit % 8);
      expect_far(SipHash24(key, other.data(), size));
    }
  }
}

}  // namespace
}  // namespace nodestats
