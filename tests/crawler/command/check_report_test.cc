#include "command/check_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/check_advice.h"
#include "verify/releases.h"

namespace nodestats::crawler {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Checked Well() {
  const Signer signer(1);
  Checked checked;
  checked.uri = "https://node.example:8935";
  checked.now_unix_seconds = kAfterTheDay;
  Fetched& answer = checked.answers.emplace_back();
  answer.endpoint.address = "192.0.2.1";
  const v1::Release hour = MakeRelease(kHour, Mode::kStreamHour, kDayStart + 23 * kHourS);
  VerifyOptions options;
  options.now_unix_seconds = kAfterTheDay;
  VerifySummary(SummaryOf({Signed(hour, signer, kNoAccount)}), options, answer);
  return checked;
}

TEST(ReportOn, AWellNodeIsWell) {
  const CheckReport report = ReportOn(Well());
  EXPECT_TRUE(report.well) << report.text;
  EXPECT_THAT(report.text, EndsWith("All is well.\n"));
  EXPECT_THAT(
      report.text,
      HasSubstr("1h          to 2023-11-16 00:00 UTC, 10 s ago, 1 hours covered; the next is due in 1 h 0 min"));
}

TEST(ReportOn, OneBadAddressIsNotMadeGoodByAnother) {
  Checked checked = Well();
  Fetched& other = checked.answers.emplace_back();
  other.endpoint.address = "192.0.2.2";
  other.reason = Reason::kRefused;
  other.detail = "nobody there";
  const CheckReport report = ReportOn(checked);
  EXPECT_FALSE(report.well);
  EXPECT_THAT(report.text, HasSubstr("  192.0.2.2   refused: nobody there\n"));
  EXPECT_THAT(report.text, HasSubstr("reached by TLS"));
  EXPECT_THAT(report.text, HasSubstr(std::string(AdviceOn(Reason::kRefused))));
}

TEST(ReportOn, ReleasesThatAreLateAreNotWell) {
  Checked checked = Well();
  checked.now_unix_seconds += kHourS + 100;
  EXPECT_TRUE(ReportOn(checked).text.find("releases are late") == std::string::npos);
  checked.now_unix_seconds += 60;
  const CheckReport report = ReportOn(checked);
  EXPECT_FALSE(report.well);
  EXPECT_THAT(report.text, HasSubstr("releases are late"));
}

TEST(ReportOn, ARestartedNodesClockIsNotBlamed) {
  Checked checked = Well();
  checked.now_unix_seconds = kAfterTheDay + 60;
  checked.answers[0].next_release_unix_seconds = kDayStart + 26 * kHourS + kReleaseDelayS;
  const CheckReport report = ReportOn(checked);
  EXPECT_THAT(report.text, HasSubstr("clock       nothing speaks against it\n"));
  EXPECT_TRUE(report.well) << report.text;
}

TEST(ReportOn, ADelegatedSignersRecipientIsAskedFor) {
  const Signer signer(1);
  const Signer recipient(2);
  Checked checked = Well();
  Fetched& answer = checked.answers[0];
  answer.releases.clear();
  v1::Release hour = MakeRelease(kHour, Mode::kStreamHour, kDayStart + 23 * kHourS);
  VerifyOptions options;
  options.now_unix_seconds = kAfterTheDay;
  VerifySummary(SummaryOf({Signed(hour, signer, recipient.account())}), options, answer);
  const CheckReport report = ReportOn(checked);
  EXPECT_FALSE(report.well);
  EXPECT_THAT(report.text, HasSubstr("nodestats-crawl check https://node.example:8935 --recipient " +
                                     AccountText(recipient.account()) + "\n"));
  EXPECT_THAT(report.text, Not(HasSubstr("-ethOrchAddr")));
}

// The advice of before holds where the URI is registered for an account that the node does not name.
TEST(ReportOn, AnotherRecipientThanIsRegisteredIsTheNodesToMend) {
  const Signer signer(1);
  Checked checked = Well();
  Fetched& answer = checked.answers[0];
  answer.releases.clear();
  answer.endpoint.recipient = Signer(3).account();
  v1::Release hour = MakeRelease(kHour, Mode::kStreamHour, kDayStart + 23 * kHourS);
  VerifyOptions options;
  options.now_unix_seconds = kAfterTheDay;
  VerifySummary(SummaryOf({Signed(hour, signer, kNoAccount)}), options, answer);
  EXPECT_THAT(ReportOn(checked).text, HasSubstr("-ethOrchAddr"));
}

TEST(ReportOn, AddressesWithoutARouteAreSaidAndAreNoFault) {
  Checked checked = Well();
  checked.not_asked = 2;
  const CheckReport report = ReportOn(checked);
  EXPECT_TRUE(report.well);
  EXPECT_THAT(report.text, HasSubstr("not asked   2 more of its addresses: this machine has no route there"));
  checked.answers.clear();
  checked.unreachable.push_back({kNoAccount, "https://x", Origin::kFile, Reason::kNoRoute, "this machine has none"});
  EXPECT_FALSE(ReportOn(checked).well);
  EXPECT_THAT(ReportOn(checked).text, HasSubstr("nothing is wrong with the node"));
}

TEST(ReportOn, NowhereToAskIsNotWell) {
  Checked checked;
  EXPECT_FALSE(ReportOn(checked).well);
  checked.unreachable.push_back({kNoAccount, "https://x", Origin::kFile, Reason::kDns, "no such host"});
  EXPECT_THAT(ReportOn(checked).text, HasSubstr("dns: no such host"));
}

TEST(AdviceOn, IsThereForEachFault) {
  EXPECT_EQ(AdviceOn(Reason::kNone), "");
  for (int i = 1; i < kReasonCount; ++i) EXPECT_FALSE(AdviceOn(static_cast<Reason>(i)).empty()) << i;
}

}  // namespace
}  // namespace nodestats::crawler
