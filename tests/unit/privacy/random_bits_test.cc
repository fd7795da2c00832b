#include "privacy/random_bits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bitset>
#include <cstring>
#include <iterator>
#include <new>
#include <set>
#include <vector>

#include "unit/privacy/system_random.h"

namespace nodestats {
namespace {

using nodestats_test::Refuse;
using nodestats_test::SystemRandom;
using Numbers = std::vector<uint64_t>;

// All sizes in turn, one more than what comes at once from the system.
constexpr int kCalls = 140;
int SizeOf(int call) { return call * 29 % 64; }

Numbers Take(SystemBits* bits, int from, int to) {
  Numbers numbers;
  for (int call = from; call < to; ++call) {
    uint64_t number = 0;
    EXPECT_TRUE(bits->Next(SizeOf(call), &number));
    numbers.push_back(number);
  }
  return numbers;
}

// Hands out a stream of words, of which one bit alone is set.
struct OneBit {
  bool operator()(void* data, size_t size) {
    std::memset(data, 0, size);
    for (size_t at = 0; at < size; ++at, ++byte) {
      if (byte == bit / 8) static_cast<uint8_t*>(data)[at] = static_cast<uint8_t>(1 << bit % 8);
    }
    return true;
  }
  size_t bit;
  size_t byte = 0;
};

// Bytes 0, 1, 2, ... without end.
struct Counting {
  bool operator()(void* data, size_t size) {
    for (size_t at = 0; at < size; ++at) static_cast<uint8_t*>(data)[at] = static_cast<uint8_t>(++last * 151);
    return true;
  }
  unsigned last = 0;
};

TEST(SystemBits, GivesEachBitOnce) {
  std::set<Numbers> seen;
  constexpr size_t kWord = 64;
  for (const size_t word : {0u, 1u, 2u, 3u, 31u, 62u, 63u, 64u}) {  // the last is of a second call to the system
    for (size_t bit = word * kWord; bit < (word + 1) * kWord; ++bit) {
      const SystemRandom random(OneBit{bit});
      SystemBits bits;
      const Numbers numbers = Take(&bits, 0, kCalls);
      size_t set = 0;
      for (const uint64_t number : numbers) set += std::bitset<64>(number).count();
      ASSERT_EQ(set, 1u) << "bit " << bit;
      ASSERT_TRUE(seen.insert(numbers).second) << "bit " << bit << " in the place of another";
    }
  }
}

TEST(SystemBits, GivesThemInOrder) {
  const SystemRandom random(Counting{});
  Counting expected;
  SystemBits bits;
  for (int i = 0; i < 10'000; ++i) {
    uint64_t byte = 0;
    uint8_t expected_byte = 0;
    expected(&expected_byte, 1);
    ASSERT_TRUE(bits.Next(8, &byte));
    ASSERT_EQ(byte, expected_byte) << i;
  }
}

TEST(SystemBits, GivesAsManyAsAreAskedFor) {
  const SystemRandom random([](void* data, size_t size) {
    std::memset(data, 0xff, size);
    return true;
  });
  SystemBits bits;
  for (int call = 0; call < 5000; ++call) {
    uint64_t number = 0;
    ASSERT_TRUE(bits.Next(SizeOf(call), &number));
    ASSERT_EQ(number, (uint64_t{1} << SizeOf(call)) - 1);
  }
}

TEST(SystemBits, NoneAreAskedForInVain) {
  const SystemRandom random(Refuse);
  SystemBits bits;
  uint64_t number = 7;
  EXPECT_TRUE(bits.Next(0, &number));
  EXPECT_EQ(number, 0u);
}

TEST(SystemBits, ARefusalTouchesNothing) {
  SystemBits bits;
  {
    const SystemRandom random(Refuse);
    for (const int size : {1, 63}) {
      uint64_t number = 7;
      EXPECT_FALSE(bits.Next(size, &number));
      EXPECT_EQ(number, 7u);
    }
  }
  const SystemRandom random(Counting{});
  EXPECT_EQ(Take(&bits, 0, 1), Numbers{0});
  EXPECT_EQ(Take(&bits, 1, 2), Numbers{(151 | 302 % 256 << 8 | 453 % 256 << 16 | 604 % 256 << 24) & ((1 << 29) - 1)});
}

// A system that refuses every other call, and each time after it has written half of what was asked for.
struct Faltering {
  bool operator()(void* data, size_t size) {
    refuse = !refuse;
    if (!refuse) return source(data, size);
    std::memset(data, 0xaa, size / 2);
    return false;
  }
  Counting source;
  bool refuse = false;
};

TEST(SystemBits, GoOnWhereTheyWereOnceTheSystemGivesAgain) {
  Numbers expected;
  {
    const SystemRandom random(Counting{});
    SystemBits bits;
    expected = Take(&bits, 0, 3 * kCalls);
  }
  const SystemRandom random(Faltering{});
  SystemBits bits;
  int refused = 0;
  for (int call = 0; call < 3 * kCalls; ++call) {
    uint64_t number = 0;
    while (!bits.Next(SizeOf(call), &number)) ++refused;
    ASSERT_EQ(number, expected[static_cast<size_t>(call)]) << call;
  }
  EXPECT_EQ(refused, 4);  // once before each of the calls that the system answered
}

// Of the bits that the system gave, be they handed out or not, none is left in memory.
TEST(SystemBits, LeaveNothingBehind) {
  constexpr unsigned char kByte = 0xa7;
  const SystemRandom random([](void* data, size_t size) {
    std::memset(data, kByte, size);
    return true;
  });
  for (const int calls : {0, 2, 5, 100, kCalls}) {
    alignas(SystemBits) unsigned char memory[sizeof(SystemBits)] = {};
    const auto holds_bits = [&] {  // four bytes in a row, since a pointer may hold one
      return std::search_n(std::begin(memory), std::end(memory), 4, kByte) != std::end(memory);
    };
    auto* bits = new (memory) SystemBits();
    Take(bits, 0, calls);
    EXPECT_EQ(holds_bits(), calls > 0);
    bits->~SystemBits();
    EXPECT_FALSE(holds_bits()) << calls;
  }
}

TEST(SystemBits, AreTheSystems) {
  SystemBits one;
  SystemBits other;
  EXPECT_NE(Take(&one, 0, 10), Take(&other, 0, 10));
}

}  // namespace
}  // namespace nodestats
