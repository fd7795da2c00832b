#include "command/fees.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "chain/ticket_chain.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

// A chain of a week and a bit, a block each 60 s, in whose last block an ETH was paid.
class FeesTest : public testing::Test {
 protected:
  static constexpr uint64_t kBlocks = 12000;

  FeesTest() : store_(*Store::Open(folder_.File("store.db"))) {}

  FakeChain Chain(FakeChain::Method logs) {
    std::map<std::string, FakeChain::Method> methods = TicketMethods(std::move(logs));
    methods["eth_getBlockByNumber"] = [now = absl::ToUnixSeconds(absl::Now())](const json& params) -> json {
      const uint64_t number = params[0] == "latest" ? kBlocks : *ParseHexQuantity(params[0]);
      return {{"number", HexQuantity(number)},
              {"timestamp", HexQuantity(static_cast<uint64_t>(now) - (kBlocks - number) * 60)}};
    };
    return FakeChain(std::move(methods));
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  const Clock clock_;
  std::atomic<bool> stop_{false};
  Progress progress_;
};

TEST_F(FeesTest, NothingWaitsForThemAndARestartGoesOnFromThere) {
  std::atomic<bool> may_answer{false};
  std::atomic<uint64_t> first{0};
  const FakeChain::Method logs = [&](const json& params) {
    while (!may_answer) absl::SleepFor(absl::Milliseconds(1));
    first = RangeOf(params).first;
    return LogsOf(params);
  };
  FakeChain chain(Chain(logs));
  {
    Fees fees(*store_, clock_, stop_, progress_);
    fees.Refresh(OptionsFor(chain));
    EXPECT_EQ(fees.Known(absl::ZeroDuration()).to_unix_seconds, 0);
    may_answer = true;
    EXPECT_EQ(fees.Known(absl::Minutes(1)).senders.size(), 10U);
    EXPECT_LT(first, kBlocks - 10000);
    fees.Refresh(OptionsFor(chain));
    const int requests = chain.requests();
    fees.Known(absl::Minutes(1));
    EXPECT_EQ(chain.requests(), requests) << "six hours are not over";
  }
  may_answer = false;
  Fees fees(*store_, clock_, stop_, progress_);
  fees.Refresh(OptionsFor(chain));
  EXPECT_EQ(fees.Known(absl::ZeroDuration()).senders.size(), 10U) << "as they were before the restart";
  may_answer = true;
  EXPECT_EQ(fees.Known(absl::Minutes(1)).senders.size(), 10U);
  EXPECT_GT(first, kBlocks - 20) << "only the end is read again";
}

TEST_F(FeesTest, AFailureIsSaidAndWhatWasReadIsKept) {
  FakeChain chain(Chain(AtMost(10, FakeChain::Error(-32602, "ten blocks"))));
  ChainOptions options = OptionsFor(chain);
  options.most_ticket_requests = 100;
  Fees fees(*store_, clock_, stop_, progress_);
  testing::internal::CaptureStderr();
  fees.Refresh(options);
  EXPECT_EQ(fees.Known(absl::Minutes(1)).to_unix_seconds, 0);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("share of fees is missing"), std::string::npos) << said;
  EXPECT_NE(said.find("--no-tickets"), std::string::npos) << said;
  const auto kept = ParseTicketLedger(*store_->Get("tickets"));
  ASSERT_TRUE(kept.has_value());
  EXPECT_GT(kept->next_block, kept->first_block);
}

TEST_F(FeesTest, WithoutAChainThereAreNone) {
  Fees fees(*store_, clock_, stop_, progress_);
  fees.Refresh(ChainOptions());
  EXPECT_EQ(fees.Known(absl::InfiniteDuration()).to_unix_seconds, 0);
}

}  // namespace
}  // namespace nodestats::crawler
