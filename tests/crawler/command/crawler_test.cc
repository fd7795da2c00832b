#include "command/crawler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/accounts.h"
#include "command/test_clock.h"
#include "fetch/grpc_server.h"
#include "store/sqlite.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr absl::Duration kListAge = absl::Hours(1);
constexpr absl::Duration kUntilRelease = absl::Minutes(30);

// A node that has no release yet, and says when it will have one.
std::string YoungSummary() {
  v1::Summary summary;
  summary.set_software_version("nodestats/0.1.0 test/1");
  summary.set_next_release_unix_seconds(absl::ToUnixSeconds(absl::Now() + kUntilRelease));
  return summary.SerializeAsString();
}

class CrawlerTest : public testing::Test {
 protected:
  CrawlerTest() {
    options_.fetch.transport = Transport::kGrpc;
    options_.fetch.attempts = 1;
    options_.store_path = folder_.File("store.db");
    options_.source.nodes_path = folder_.File("nodes");
    options_.source.allow_private_addresses = true;
    options_.source.ask_nodes = false;
  }

  void List(uint64_t recipient, const std::string& host) {
    std::ofstream(options_.source.nodes_path, std::ios::app)
        << AccountText(Of(recipient)) << " http://" << host << ":" << server_.At(host, Of(1)).port << "\n";
  }

  void Open() { crawler_ = *Crawler::Open(options_, clock_, stop_, progress_); }

  Round Crawl() {
    const absl::StatusOr<Round> round = crawler_->Crawl(kListAge);
    EXPECT_TRUE(round.ok()) << round.status();
    EXPECT_TRUE(!round.ok() || round->removal.ok()) << round->removal;
    return round.ok() ? *round : Round();
  }

  const TemporaryFolder folder_;
  const GrpcServer server_{YoungSummary(), grpc::Status::OK};
  const std::atomic<bool> stop_{false};
  TestClock clock_;
  Progress progress_;
  CrawlOptions options_;
  std::unique_ptr<Crawler> crawler_;
};

TEST_F(CrawlerTest, WhoHasNothingNewIsNotAskedBeforeItHas) {
  List(1, "127.0.0.1");
  Open();
  EXPECT_THAT(Summarize(Crawl()), StartsWith("asked 1 nodes: 1 well"));
  clock_.Pass(absl::Minutes(10));
  const Round none = Crawl();
  EXPECT_EQ(none.asked, 0);
  EXPECT_TRUE(none.IsWell());
  const absl::Time due = absl::FromUnixSeconds(absl::ToUnixSeconds(none.next_due));
  EXPECT_EQ(Summarize(none), absl::FormatTime("nothing due, next at %H:%M UTC", due, absl::UTCTimeZone()));
  EXPECT_LE(due - clock_.Wall(), kUntilRelease - absl::Minutes(10));
  clock_.Pass(absl::Minutes(21));
  EXPECT_EQ(Crawl().asked, 1);
}

// Whichever way the clock jumps, nodes and list come in their turn, and the stamp of success is of the wall clock as it
// is then.
TEST_F(CrawlerTest, AWallClockThatIsSetStallsNothing) {
  List(1, "127.0.0.1");
  for (const int hours : {8, -8}) {
    SCOPED_TRACE(hours);
    Open();
    clock_.SetWallAhead(absl::Hours(hours));  // it starts wrong, and is put right
    EXPECT_EQ(Crawl().asked, 1);
    clock_.SetWallAhead(absl::ZeroDuration());
    const int64_t stamp = crawler_->View(absl::ZeroDuration())->crawled_unix_seconds;
    EXPECT_NEAR(static_cast<double>(stamp), static_cast<double>(absl::ToUnixSeconds(clock_.Wall())), 60);
    clock_.Pass(absl::Minutes(51));
    EXPECT_EQ(Crawl().asked, 1);

    clock_.SetWallAhead(absl::Hours(hours));  // it was right, and is put wrong
    clock_.Pass(kListAge);
    List(static_cast<uint64_t>(10 + hours), "127.0.0.1");
    EXPECT_GT(Crawl().asked, 1) << "the list was not read again";
    clock_.SetWallAhead(absl::ZeroDuration());
    crawler_.reset();
    std::filesystem::remove(options_.source.nodes_path);
    List(1, "127.0.0.1");
  }
}

TEST_F(CrawlerTest, WhatALockKeptFromBeingStoredIsAskedForAgainAndIsNoSuccess) {
  List(1, "127.0.0.1");
  List(2, "127.0.0.1");
  Open();
  auto other = Database::Open(options_.store_path, SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(other->Run("BEGIN IMMEDIATE").ok());
  const absl::StatusOr<Round> locked = crawler_->Crawl(kListAge);
  EXPECT_THAT(std::string(locked.status().message()),
              AllOf(HasSubstr("2 of 2 nodes are not stored"), HasSubstr("they are asked again"),
                    HasSubstr("in use by another program"), HasSubstr("end that program")));
  EXPECT_EQ(crawler_->View(absl::ZeroDuration())->crawled_unix_seconds, 0);
  ASSERT_TRUE(other->Run("ROLLBACK").ok());
  EXPECT_EQ(Crawl().asked, 2);
  EXPECT_GT(crawler_->View(absl::ZeroDuration())->crawled_unix_seconds, 0);
  EXPECT_EQ(Crawl().asked, 0);
}

TEST_F(CrawlerTest, WhatAFullDiskKeptFromBeingStoredIsAskedForAgainAndIsNoSuccess) {
  List(1, "127.0.0.1");
  Open();
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit none = {0, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &none);
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(std::string(crawler_->Crawl(kListAge).status().message()), HasSubstr("1 of 1 nodes are not stored"));
    EXPECT_EQ(crawler_->View(absl::ZeroDuration())->crawled_unix_seconds, 0);
  }
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(Crawl().asked, 1);
  EXPECT_GT(crawler_->View(absl::ZeroDuration())->crawled_unix_seconds, 0);
}

TEST_F(CrawlerTest, ANameThatResolvesLaterIsAskedBeforeTheNextList) {
  std::atomic<bool> has_name_server{false};
  std::atomic<int> looked_up{0};
  options_.source.look_up = [&](const std::string& host) -> Addresses {
    ++looked_up;
    if (host == "dead.example" || !has_name_server) return absl::NotFoundError("no name server");
    return std::vector<std::string>{"127.0.0.1"};
  };
  List(1, "node.example");
  List(2, "dead.example");
  Open();
  const Round first = Crawl();
  EXPECT_FALSE(first.IsWell()) << "nobody was asked";
  EXPECT_EQ(Summarize(first), "there is no node to ask: see the list, and the names in it, 2 dns");
  has_name_server = true;
  clock_.Pass(absl::Seconds(15));
  EXPECT_EQ(Summarize(Crawl()), "asked 1 nodes: 1 well, 1 dns; 0 new releases");
  looked_up = 0;
  for (int minutes = 0; minutes < 45; minutes += 5) {
    clock_.Pass(absl::Minutes(5));
    Crawl();
  }
  EXPECT_GE(looked_up, 3);
  EXPECT_LE(looked_up, 7) << "less and less often";
}

}  // namespace
}  // namespace nodestats::crawler
