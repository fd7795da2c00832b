#include "chain/ticket_reader.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "ticket_chain.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

constexpr absl::Duration kLong = absl::Minutes(1);

TEST(TicketReader, ReadsBesideAllElse) {
  std::atomic<bool> may_answer{false};
  FakeChain chain(TicketMethods([&may_answer](const json& params) {
    while (!may_answer) absl::SleepFor(absl::Milliseconds(1));
    return LogsOf(params);
  }));
  TicketReader reader;
  EXPECT_FALSE(reader.Take(kLong, kNeverStop).has_value()) << "none was started";
  reader.Start(OptionsFor(chain), kStart + 90000, TicketLedger());
  EXPECT_FALSE(reader.Take(absl::ZeroDuration(), kNeverStop).has_value());
  EXPECT_FALSE(reader.Take(absl::Milliseconds(1), kNeverStop).has_value());
  const std::atomic<bool> stop{true};
  EXPECT_FALSE(reader.Take(kLong, stop).has_value());
  may_answer = true;
  const auto reading = reader.Take(kLong, kNeverStop);
  ASSERT_TRUE(reading && reading->tickets.ok());
  EXPECT_EQ(reading->tickets->senders.size(), 10U);
  EXPECT_EQ(reading->ledger.to_unix_seconds, kStart + 100000);
  EXPECT_FALSE(reader.Take(kLong, kNeverStop).has_value()) << "it is given once";
}

TEST(TicketReader, OneIsReadAtATime) {
  FakeChain chain(TicketMethods(LogsOf));
  TicketReader reader;
  reader.Start(OptionsFor(chain), kStart + 90000, TicketLedger());
  reader.Start(OptionsFor(chain), kStart, TicketLedger());
  EXPECT_EQ(reader.Take(kLong, kNeverStop)->tickets->from_unix_seconds, kStart + 90000);
  reader.Start(OptionsFor(chain), kStart, TicketLedger());
  EXPECT_EQ(reader.Take(kLong, kNeverStop)->tickets->from_unix_seconds, kStart);
}

TEST(TicketReader, EndsWithoutWaitingForTheChain) {
  std::atomic<bool> may_answer{false};
  FakeChain chain(TicketMethods([&may_answer](const json& params) {
    while (!may_answer) absl::SleepFor(absl::Milliseconds(1));
    return LogsOf(params);
  }));
  const absl::Time begun = absl::Now();
  {
    TicketReader reader;
    reader.Start(OptionsFor(chain), kStart, TicketLedger());
    while (chain.requests() < 3) absl::SleepFor(absl::Milliseconds(1));
  }
  EXPECT_LT(absl::Now() - begun, absl::Seconds(15)) << "the deadline of a request is 20 s";
  may_answer = true;
}

}  // namespace
}  // namespace nodestats::crawler
