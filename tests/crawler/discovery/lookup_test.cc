#include "discovery/lookup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <memory>
#include <mutex>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace nodestats::crawler {
namespace {

const std::atomic<bool> kGoOn{false};
using List = std::vector<std::string>;

TEST(LookUp, EachNameIsLookedUpOnce) {
  std::atomic<int> calls{0};
  List hosts;
  for (int i = 0; i < 200; ++i) hosts.push_back(absl::StrCat("host", i % 50));
  const auto found = LookUpAll(hosts, {.threads = 8}, kGoOn, [&calls](const std::string& host) -> Addresses {
    ++calls;
    return List{host};
  });
  EXPECT_EQ(calls, 50);
  ASSERT_EQ(found.size(), 50U);
  EXPECT_EQ(*found.at("host7"), List{"host7"});
}

TEST(LookUp, NoMoreThreadsThanAllowedAreBusy) {
  struct Busy {
    std::mutex mutex;
    int now = 0;
    int most = 0;
  };
  Busy busy;
  List hosts;
  for (int i = 0; i < 60; ++i) hosts.push_back(absl::StrCat(i));
  LookUpAll(hosts, {.threads = 4}, kGoOn, [&busy](const std::string&) -> Addresses {
    {
      const std::lock_guard lock(busy.mutex);
      busy.most = std::max(busy.most, ++busy.now);
    }
    absl::SleepFor(absl::Milliseconds(2));
    const std::lock_guard lock(busy.mutex);
    --busy.now;
    return List{};
  });
  EXPECT_LE(busy.most, 4);
  EXPECT_GE(busy.most, 2);
}

// Two names hang in two threads, which is all there are: the others are looked up all the same.
TEST(LookUp, NamesThatHangAreGivenUpAndHoldNothingUp) {
  const auto end = std::make_shared<std::latch>(1);
  const auto left = std::make_shared<std::latch>(2);
  const auto found = LookUpAll({"hangs1", "hangs2", "a", "b", "c"}, {.threads = 2, .deadline = absl::Milliseconds(100)},
                               kGoOn, [end, left](const std::string& host) -> Addresses {
                                 if (host.size() == 1) return List{"1.1.1.1"};
                                 end->wait();
                                 left->count_down();
                                 return List{"9.9.9.9"};
                               });
  EXPECT_TRUE(absl::IsDeadlineExceeded(found.at("hangs1").status()));
  EXPECT_TRUE(absl::IsDeadlineExceeded(found.at("hangs2").status()));
  EXPECT_EQ(found.size(), 5U);
  for (const char* host : {"a", "b", "c"}) EXPECT_TRUE(found.at(host).ok());
  end->count_down();
  left->wait();
}

// Names that never answer hold one thread: the others' turn does not come in the time that all have together.
TEST(LookUp, NoNameIsBegunAfterTheTimeOfAll) {
  const auto end = std::make_shared<std::latch>(1);
  const auto left = std::make_shared<std::latch>(1);
  const LookUpLimits limits = {.threads = 1, .deadline = absl::Milliseconds(300), .all = absl::Milliseconds(50)};
  const auto begun = std::make_shared<std::atomic<int>>(0);
  const auto found = LookUpAll({"a", "b", "c"}, limits, kGoOn, [end, left, begun](const std::string&) -> Addresses {
    ++*begun;
    end->wait();
    left->count_down();
    return List{};
  });
  EXPECT_EQ(*begun, 1);
  int never = 0;
  for (const auto& [host, addresses] : found) {
    EXPECT_TRUE(absl::IsDeadlineExceeded(addresses.status())) << host;
    never += absl::StrContains(addresses.status().message(), "too slow for all names in time");
  }
  EXPECT_EQ(never, 2);
  end->count_down();
  left->wait();
}

TEST(LookUp, OfEachNameTheFirstAddressesAreGiven) {
  List many;
  for (int i = 100; i < 200; ++i) many.push_back(absl::StrCat("1.1.1.", i));
  const auto found = LookUpAll({"many"}, {}, kGoOn, [&many](const std::string&) -> Addresses { return many; });
  EXPECT_EQ(*found.at("many"), List(many.begin(), many.begin() + kMostAddresses));
}

TEST(LookUp, StopsSoon) {
  const auto end = std::make_shared<std::latch>(1);
  const auto left = std::make_shared<std::latch>(1);
  const std::atomic<bool> stop{true};
  const auto found = LookUpAll({"a", "b", "c"}, {.threads = 1, .deadline = absl::Hours(1)}, stop,
                               [end, left](const std::string&) -> Addresses {
                                 end->wait();
                                 left->count_down();
                                 return List{};
                               });
  EXPECT_EQ(found.size(), 3U);
  for (const auto& [host, addresses] : found) EXPECT_TRUE(absl::IsCancelled(addresses.status())) << host;
  end->count_down();
  left->wait();
}

TEST(SystemLookUp, NumericAddressesAreTheirOwn) {
  EXPECT_EQ(*SystemLookUp("1.2.3.4"), List{"1.2.3.4"});
  EXPECT_EQ(*SystemLookUp("2606:4700:0::1111"), List{"2606:4700::1111"});
}

TEST(SystemLookUp, NamesWithoutAddressAreNotFound) {
  EXPECT_TRUE(absl::IsNotFound(SystemLookUp("no-such-host.invalid").status()));
  EXPECT_TRUE(absl::IsNotFound(SystemLookUp("").status()));
}

}  // namespace
}  // namespace nodestats::crawler
