#include "fetch/fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

#include "absl/time/clock.h"
#include "fetch/fetch_one.h"
#include "fetch/loopback_server.h"

namespace nodestats::crawler {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Tls = LoopbackServer::Tls;

class FetchAllTest : public testing::Test {
 protected:
  std::vector<Question> Questions(const LoopbackServer& server, int count) const {
    std::vector<Question> questions;
    for (int i = 0; i < count; ++i) {
      questions.push_back({server.At("node" + std::to_string(i) + ".example", signer_.account()), 0});
    }
    return questions;
  }

  const Signer signer_{1};
  const std::string answer_ =
      HttpAnswer(SummaryOf({Signed(MakeRelease(kHour, Mode::kStreamHour), signer_, signer_.account())}));
  FetchOptions options_ = Once();
};

TEST_F(FetchAllTest, EveryQuestionIsAnsweredOnce) {
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write(answer_);
  });
  for (const int threads : {1, 3, 1000}) {
    options_.threads = threads;
    options_.in_flight = 7;
    std::set<std::string> asked;
    for (const Fetched& fetched : Fetch(options_, Questions(server, 200))) {
      EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
      asked.insert(fetched.endpoint.host);
    }
    EXPECT_THAT(asked, SizeIs(200));
  }
  EXPECT_EQ(server.accepted(), 600);
}

TEST_F(FetchAllTest, NothingToAskIsNothingToDo) { EXPECT_THAT(Fetch(options_, {}), IsEmpty()); }

TEST_F(FetchAllTest, NoMoreAreInFlightThanAllowed) {
  std::atomic<int> open{0};
  std::atomic<int> most{0};
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    const int now = ++open;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    connection.ReadRequest();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    --open;
    connection.Write(answer_);
  });
  options_.threads = 2;
  options_.in_flight = 5;
  EXPECT_THAT(Fetch(options_, Questions(server, 60)), SizeIs(60));
  EXPECT_LE(most, 5);
  EXPECT_GE(most, 2);
}

TEST_F(FetchAllTest, AHostIsNotAskedInTheOrderOfTheList) {
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write(answer_);
  });
  options_.in_flight = 1;
  const auto order = [&] {
    std::vector<std::string> hosts;
    for (const Fetched& fetched : Fetch(options_, Questions(server, 30))) hosts.push_back(fetched.endpoint.host);
    return hosts;
  };
  EXPECT_NE(order(), order());
}

TEST_F(FetchAllTest, WhatIsTransientIsTriedAgain) {
  std::atomic<int> times{0};
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    if (++times >= 3) connection.Write(answer_);
  });
  options_.attempts = 3;
  options_.backoff = absl::Milliseconds(5);
  const Fetched fetched = FetchOne(options_, server.At("node.example", signer_.account()));
  EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  EXPECT_EQ(fetched.attempts, 3);
  EXPECT_THAT(fetched.releases, SizeIs(1));
}

TEST_F(FetchAllTest, AttemptsEnd) {
  LoopbackServer server(Tls::kNo, [](Connection& connection) { connection.ReadRequest(); });
  options_.attempts = 4;
  options_.backoff = absl::Milliseconds(1);
  const Fetched fetched = FetchOne(options_, server.At("node.example", signer_.account()));
  EXPECT_EQ(fetched.reason, Reason::kBroken);
  EXPECT_EQ(fetched.attempts, 4);
  EXPECT_EQ(server.accepted(), 4);
}

TEST_F(FetchAllTest, WhoSaysNoIsNotAskedAgain) {
  LoopbackServer server(Tls::kNo, [](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  });
  options_.attempts = 4;
  options_.backoff = absl::Milliseconds(1);
  EXPECT_EQ(FetchOne(options_, server.At("node.example", signer_.account())).attempts, 1);
  EXPECT_EQ(server.accepted(), 1);
}

// With one slot and a long pause before the second attempt, the others' questions go on.
TEST_F(FetchAllTest, WaitingForTheNextAttemptHoldsNoSlot) {
  std::atomic<int> times{0};
  LoopbackServer flaky(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    if (++times >= 2) connection.Write(answer_);
  });
  LoopbackServer well(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write(answer_);
  });
  options_.attempts = 2;
  options_.in_flight = 1;
  options_.backoff = absl::Seconds(2);
  std::vector<Question> questions = Questions(well, 20);
  questions.push_back({flaky.At("flaky.example", signer_.account()), 0});
  const std::vector<Fetched> answers = Fetch(options_, std::move(questions));
  ASSERT_THAT(answers, SizeIs(21));
  EXPECT_EQ(answers.back().endpoint.host, "flaky.example");
  EXPECT_EQ(answers.back().attempts, 2);
}

TEST_F(FetchAllTest, AnswersAreGivenOneAtATime) {
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write(answer_);
  });
  options_.threads = 4;
  const std::atomic<bool> stop{false};
  std::atomic<int> inside{0};
  FetchAll(options_, Questions(server, 100), stop, [&](const Fetched&) {
    EXPECT_EQ(++inside, 1);
    std::this_thread::yield();
    --inside;
  });
}

TEST_F(FetchAllTest, StopsSoonWhateverIsUnderWay) {
  LoopbackServer silent(Tls::kNo, [](Connection& connection) { connection.WaitForEnd(); });
  for (const Transport transport : {Transport::kHttps, Transport::kGrpc}) {
    options_.transport = transport;
    options_.threads = 2;
    std::atomic<bool> stop{false};
    constexpr int kQuestions = 50;
    int reported = 0;  // a connection may fail before the stop, on a machine that is busy
    std::thread stopper([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      stop = true;
    });
    const absl::Time began = absl::Now();
    FetchAll(options_, Questions(silent, kQuestions), stop, [&](const Fetched& fetched) {
      ++reported;
      EXPECT_NE(fetched.reason, Reason::kNone);
    });
    EXPECT_LT(absl::Now() - began, options_.deadline / 2);
    EXPECT_LT(reported, kQuestions / 2);
    stopper.join();
  }
}

// A full disk, say: the thousands that are left need not be asked.
TEST_F(FetchAllTest, AsksNoMoreOnceTheAnswersCannotBeKept) {
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write(answer_);
  });
  options_.in_flight = 2;
  const std::atomic<bool> stop{false};
  std::atomic<bool> halt{false};
  int reported = 0;
  const auto take = [&](const Fetched&) {
    ++reported;
    halt = true;
  };
  FetchAll(options_, Questions(server, 100), stop, take, halt);
  EXPECT_EQ(reported, 1);
  EXPECT_LE(server.accepted(), 4);
}

TEST_F(FetchAllTest, TheSystemsClockIsTakenWhereNoneIsGiven) {
  LoopbackServer server(Tls::kNo, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write(answer_);
  });
  options_.now_unix_seconds = 0;
  EXPECT_EQ(FetchOne(options_, server.At("node.example", signer_.account())).reason, Reason::kNone);
  options_.now_unix_seconds = kDayStart;
  const Fetched early = FetchOne(options_, server.At("node.example", signer_.account()));
  EXPECT_EQ(early.reason, Reason::kFromTheFuture);
  EXPECT_EQ(early.rejected, 1);
}

}  // namespace
}  // namespace nodestats::crawler
