#include "command/check_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/check_advice.h"
#include "verify/releases.h"

namespace nodestats::crawler {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

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
