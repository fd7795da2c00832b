#include "identity/random.h"

#include <gtest/gtest.h>
#include <sys/time.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <vector>

#include "unit/identity/fenced_pages.h"

namespace nodestats {
namespace {

constexpr uint8_t kCanary = 0x5a;

// A run of 32 bytes that kept their value is as likely as 1 in 2^256.
bool IsFilled(const std::vector<uint8_t>& bytes) {
  return std::search_n(bytes.begin(), bytes.end(), 32, kCanary) == bytes.end();
}

TEST(Random, FillsAllThatItIsGivenAndNothingElse) {
  for (const size_t size : {0u, 1u, 7u, 32u, 255u, 256u, 257u, 4096u}) {
    std::vector<uint8_t> changed(size, 0);
    for (int i = 0; i < 40; ++i) {
      std::vector<uint8_t> bytes(size + 16, kCanary);
      ASSERT_TRUE(FillRandom(bytes.data() + 8, size));
      EXPECT_EQ(std::count(bytes.begin(), bytes.begin() + 8, kCanary), 8);
      EXPECT_EQ(std::count(bytes.end() - 8, bytes.end(), kCanary), 8);
      for (size_t at = 0; at < size; ++at) changed[at] |= static_cast<uint8_t>(bytes[at + 8] ^ kCanary);
    }
    EXPECT_EQ(std::count(changed.begin(), changed.end(), 0), 0) << size;
  }
}

TEST(Random, IsNotTheSameTwice) {
  uint64_t one[4] = {};
  uint64_t other[4] = {};
  ASSERT_TRUE(FillRandom(one, sizeof one));
  ASSERT_TRUE(FillRandom(other, sizeof other));
  for (int i = 0; i < 4; ++i) EXPECT_NE(one[i], other[i]);
}

// getrandom(2) gives at most 2^25 - 1 bytes at a time.
TEST(Random, FillsMoreThanTheSystemGivesAtOnce) {
  std::vector<uint8_t> bytes((size_t{1} << 25) + 4096, kCanary);
  ASSERT_TRUE(FillRandom(bytes.data(), bytes.size()));
  EXPECT_TRUE(IsFilled(bytes));
}

TEST(Random, SaysWhenTheSystemRefuses) {
  FencedPages pages;
  EXPECT_FALSE(FillRandom(pages.Forbidden(), 32));
}

// Interrupts whatever the process does, ten thousand times a second.
class Interruptions {
 public:
  Interruptions() {
    struct sigaction action = {};
    action.sa_handler = [](int) { count_ = count_ + 1; };
    sigaction(SIGALRM, &action, &before_);
    constexpr itimerval kEach = {{0, 100}, {0, 100}};
    setitimer(ITIMER_REAL, &kEach, nullptr);
  }
  ~Interruptions() {
    constexpr itimerval kNever = {};
    setitimer(ITIMER_REAL, &kNever, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }
  static int count() { return count_; }

 private:
  static inline volatile sig_atomic_t count_ = 0;
  struct sigaction before_ = {};
};

TEST(Random, GoesOnAfterASignal) {
  const Interruptions interruptions;
  while (Interruptions::count() < 20) {
    std::vector<uint8_t> bytes(size_t{1} << 20, kCanary);
    ASSERT_TRUE(FillRandom(bytes.data(), bytes.size()));
    ASSERT_TRUE(IsFilled(bytes));
  }
}

}  // namespace
}  // namespace nodestats
