#include "remote_write/remote_writer.h"

#include "remote_write/receiver.h"
#include "remote_write/remote_write_fixture.h"

namespace nodestats::crawler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(RemoteWrite, SpeaksVersionOne) {
  AddHours(1);
  options_.headers = {{"Authorization", "Bearer secret"}};
  ASSERT_TRUE(Push().ok());
  ASSERT_EQ(requests_.size(), 1U);
  const httplib::Request& request = requests_[0];
  EXPECT_EQ(request.get_header_value("Content-Type"), "application/x-protobuf");
  EXPECT_EQ(request.get_header_value("Content-Encoding"), "snappy");
  EXPECT_EQ(request.get_header_value("X-Prometheus-Remote-Write-Version"), "0.1.0");
  EXPECT_THAT(request.get_header_value("User-Agent"), testing::StartsWith("nodestats-crawl/"));
  EXPECT_EQ(request.get_header_value("Authorization"), "Bearer secret");
}

TEST_F(RemoteWrite, SendsAllAndThenOnlyWhatIsNew) {
  AddHours(5);
  options_.releases_per_request = 2;
  const absl::StatusOr<Pushed> first = Push();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->releases, 5);
  EXPECT_EQ(first->requests, 3);
  EXPECT_EQ(static_cast<size_t>(first->samples), kept_.size());
  EXPECT_EQ(cursor(), 5);

  EXPECT_EQ(Push()->requests, 0);
  AddHours(1);
  EXPECT_EQ(Push()->releases, 1);
  EXPECT_EQ(requests_.size(), 4U);
}

TEST_F(RemoteWrite, SendingAgainChangesNothing) {
  AddHours(3);
  ASSERT_TRUE(Push().ok());
  const auto once = kept_;
  store_.cursors.clear();
  ASSERT_TRUE(Push().ok());
  EXPECT_EQ(kept_, once);
  EXPECT_EQ(requests_[0].body, requests_[1].body);
}

TEST_F(RemoteWrite, TheCursorMovesOnlyAfterTheAnswer) {
  AddHours(2);
  options_.releases_per_request = 1;
  std::vector<int64_t> seen;
  before_answer_ = [&] { seen.push_back(cursor()); };
  ASSERT_TRUE(Push().ok());
  EXPECT_THAT(seen, ElementsAre(0, 1));
}

TEST_F(RemoteWrite, ACursorThatCannotBeKeptIsAnError) {
  AddHours(1);
  store_.broken = absl::DataLossError("disk full");
  EXPECT_EQ(Push().status(), store_.broken);
}

TEST_F(RemoteWrite, EachReceiverHasACursorOfItsOwn) {
  AddHours(1);
  ASSERT_TRUE(Push().ok());
  options_.url += "?tenant=2";
  EXPECT_EQ(Push()->releases, 1);
}

TEST_F(RemoteWrite, ABusyReceiverIsAskedAgain) {
  AddHours(1);
  answers_ = {{503, "overloaded"}, {429, "", "1"}, {200}};
  const absl::Time before = absl::Now();
  const absl::StatusOr<Pushed> pushed = Push();
  ASSERT_TRUE(pushed.ok()) << pushed.status();
  EXPECT_EQ(requests_.size(), 3U);
  EXPECT_GE(absl::Now() - before, absl::Milliseconds(1500)) << "Retry-After was not obeyed";
  EXPECT_EQ(cursor(), 1);
}

TEST_F(RemoteWrite, GivesUpInTimeAndGoesOnLater) {
  AddHours(3);
  options_.releases_per_request = 1;
  answers_ = {{204}, {500, "disk\nfull"}};
  const absl::StatusOr<Pushed> pushed = Push(absl::Milliseconds(100));
  EXPECT_EQ(pushed.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(pushed.status().message(), HasSubstr("HTTP 500: disk full"));
  EXPECT_EQ(cursor(), 1);
  EXPECT_EQ(Push()->releases, 2);
}

TEST_F(RemoteWrite, ALongRetryAfterIsNotWaitedFor) {
  AddHours(1);
  answers_ = {{429, "", "3600"}};
  EXPECT_EQ(Push().status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(RemoteWrite, AWrongKeyEndsItWithTheReceiversWords) {
  AddHours(2);
  for (const int status : {401, 403, 404}) {
    answers_ = {{status, "who are you?\n\x1b[31m" + std::string(100'000, 'x')}};
    const absl::StatusOr<Pushed> pushed = Push();
    EXPECT_EQ(pushed.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(pushed.status().message(), HasSubstr(absl::StrCat("HTTP ", status, ": who are you?  [31m")));
    EXPECT_LT(pushed.status().message().size(), 1000U);
  }
  EXPECT_EQ(requests_.size(), 3U) << "no smaller part will be taken";
  EXPECT_EQ(cursor(), 0);
}

TEST_F(RemoteWrite, AReceiverThatIsAwayLosesNothing) {
  AddHours(2);
  answers_ = {{503, "shutting down"}};
  EXPECT_EQ(Push(absl::ZeroDuration()).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(requests_.size(), 1U);
  EXPECT_EQ(cursor(), 0);
  EXPECT_EQ(Push()->releases, 2);
}

TEST_F(RemoteWrite, DoesNotFollowARedirectWithTheData) {
  AddHours(1);
  answers_ = {{307}};
  EXPECT_THAT(Push().status().message(), HasSubstr("HTTP 307"));
  EXPECT_EQ(requests_.size(), 1U);
}

TEST_F(RemoteWrite, ContradictionsAreStoodOverWithoutARequest) {
  AddHours(1);
  store_.releases[0].contradicts = true;
  const absl::StatusOr<Pushed> pushed = Push();
  EXPECT_EQ(pushed->skipped, 1);
  EXPECT_EQ(requests_.size(), 0U);
  EXPECT_EQ(cursor(), 1);
}

TEST_F(RemoteWrite, StopsWhenTold) {
  AddHours(2);
  std::atomic<bool> stop{false};
  options_.releases_per_request = 1;
  before_answer_ = [&] { stop = true; };
  answers_ = {{503}};
  const absl::Time before = absl::Now();
  Pushed pushed;
  EXPECT_EQ(PushReleases(store_, options_, absl::Hours(1), stop, pushed).code(), absl::StatusCode::kCancelled);
  EXPECT_LT(absl::Now() - before, absl::Seconds(30));
  EXPECT_EQ(requests_.size(), 1U);
  EXPECT_EQ(cursor(), 0);
}

TEST_F(RemoteWrite, NobodyThereIsSaidWithoutThePassword) {
  AddHours(1);
  options_.url = "http://user:hunter2@127.0.0.1:1/push?token=hunter2";
  const absl::StatusOr<Pushed> pushed = Push(absl::ZeroDuration());
  EXPECT_EQ(pushed.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(pushed.status().message(), HasSubstr("http://127.0.0.1:1/push: "));
  EXPECT_THAT(pushed.status().message(), Not(HasSubstr("hunter2")));
}

TEST_F(RemoteWrite, AnAddressThatIsNoneIsNotTriedAgain) {
  AddHours(1);
  for (const char* url : {"", "ftp://127.0.0.1/", "file:///etc/passwd", "http://"}) {
    options_.url = url;
    EXPECT_EQ(Push(absl::Hours(1)).status().code(), absl::StatusCode::kInvalidArgument) << url;
  }
}

TEST(ShownUrl, HasNoSecrets) {
  EXPECT_EQ(ShownUrl("https://host/api/v1/write"), "https://host/api/v1/write");
  EXPECT_EQ(ShownUrl("https://a:b@c@host:9/x@y?k=v#f"), "https://host:9/x@y");
  EXPECT_EQ(ShownUrl("a:b@host"), "host");
  EXPECT_EQ(ShownUrl("https://a:b@host"), "https://host");
  EXPECT_EQ(ShownUrl(""), "");
}

}  // namespace
}  // namespace nodestats::crawler
