#include "command/check_report.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "command/check_advice.h"
#include "command/check_figures.h"
#include "command/check_time.h"
#include "domain/windows.h"

namespace nodestats::crawler {
namespace {

// A release is late where its window's successor has ended this long ago and does not show.
constexpr int64_t kLateS = kReleaseDelayS + 120;

class Writer {
 public:
  explicit Writer(const Checked& checked) : checked_(checked), now_s_(checked.now_unix_seconds) {}

  CheckReport Write() {
    absl::StrAppend(&report_.text, checked_.uri, "\n");
    for (const Unreachable& place : checked_.unreachable) {
      Trouble("", place.reason, place.detail, AdviceOn(place.reason));
    }
    for (const Fetched& answer : checked_.answers) WriteReached(answer);
    WriteNotAsked();
    const auto answer = std::find_if(checked_.answers.begin(), checked_.answers.end(),
                                     [](const Fetched& fetched) { return !fetched.releases.empty(); });
    if (answer != checked_.answers.end()) {
      WriteIdentity(*answer);
      WriteWindows(*answer);
    }
    WriteVerdict();
    return std::move(report_);
  }

 private:
  void Line(absl::string_view name, absl::string_view text) {
    absl::StrAppendFormat(&report_.text, "  %-11s %s\n", name, text);
  }

  void Trouble(absl::string_view address, Reason reason, absl::string_view detail, absl::string_view advice) {
    Line(address, absl::StrCat(ReasonName(reason), ": ", detail));
    Wrong(reason, advice);
  }

  // A delegated signer is well where the recipient registered the URI: who asks has to say that.
  std::string AdviceFor(const Fetched& answer) const {
    if (answer.unvouched == kNoAccount) return std::string(AdviceOn(answer.reason));
    return absl::StrCat("say for whom the URI is registered: nodestats-crawl check ", checked_.uri, " --recipient ",
                        AccountText(answer.unvouched));
  }

  void Wrong(Reason reason, absl::string_view advice) { troubles_.emplace(static_cast<int>(reason), advice); }

  void WriteReached(const Fetched& answer) {
    const Endpoint& endpoint = answer.endpoint;
    if (answer.reason != Reason::kNone) Trouble(endpoint.address, answer.reason, answer.detail, AdviceFor(answer));
    if (answer.software_version.empty()) return;  // no Summary came
    Line(endpoint.address,
         absl::StrFormat("reached %s TLS in %d ms: %d releases, %d bytes", endpoint.tls ? "by" : "without",
                         answer.duration_us / 1000, answer.releases.size(), answer.received_bytes));
    if (answer.reason == Reason::kNone && answer.releases.empty()) {
      Line("", absl::StrCat("no release yet, the next is due ", DueText(answer.next_release_unix_seconds)));
      Wrong(Reason::kNone, "come back when the first whole hour has ended (UTC; in mode stream-day: past midnight)");
    }
  }

  void WriteNotAsked() {
    if (checked_.not_asked == 0 || checked_.answers.empty()) return;
    Line("not asked", absl::StrCat(checked_.not_asked, " more of its addresses: this machine has no route there",
                                   " (has it no IPv6?)"));
  }

  std::string DueText(int64_t unix_seconds) const {
    if (unix_seconds == 0) return "at a time that it does not know";
    const int64_t left_s = unix_seconds - now_s_;
    return left_s >= 0 ? absl::StrCat("in ", LengthText(left_s)) : absl::StrCat("since ", LengthText(-left_s));
  }

  void WriteIdentity(const Fetched& answer) {
    const VerifiedRelease& newest = answer.releases.back();
    const v1::Release& release = newest.release;
    Line("enabled", answer.software_version);
    Line("signed by", absl::StrCat(AccountText(newest.signer),
                                   newest.delegated ? absl::StrCat(", delegated by ", AccountText(newest.recipient))
                                                    : std::string(", which is the recipient")));
    Line("chain", release.chain_id() == 0 ? "none: off-chain" : absl::StrCat(release.chain_id()));
    Line("mode", ModeText(release));
    Line("countries", GeoText(release));
    Line("instance", release.instance_id());
    if (!release.node_uris().empty()) Line("other nodes", absl::StrJoin(release.node_uris(), " "));
  }

  static std::string ModeText(const v1::Release& release) {
    switch (release.privacy_mode()) {
      case v1::PRIVACY_MODE_STREAM_HOUR:
        return absl::StrCat("stream-hour, epsilon ", release.epsilon());
      case v1::PRIVACY_MODE_STREAM_DAY:
        return absl::StrCat("stream-day, epsilon ", release.epsilon());
      default:
        return "binned: exact counts";
    }
  }

  std::string GeoText(const v1::Release& release) const {
    if (!release.has_geo_database()) return "no database: every place is unknown";
    return absl::StrCat("by ", release.geo_database().type(), ", built ",
                        LengthText(now_s_ - release.geo_database().build_unix_seconds()), " ago");
  }

  void WriteWindows(const Fetched& answer) {
    const std::map<Window, const v1::Release*> newest = NewestOf(answer.releases);
    for (const auto& [window, release] : newest) {
      WriteFreshness(window, *release);
      Line("",
           absl::StrCat("publishes ", absl::StrJoin(release->vectors(), ", ", [](std::string* out, const auto& vector) {
                          absl::StrAppend(out, vector.name());
                        })));
      if (const auto streams = AverageStreams(*release)) Line("", absl::StrCat("average streams ", *streams));
    }
    if (const auto hours = HoursCoveredToday(answer.releases, now_s_))
      Line("today", absl::StrCat(*hours, " hours covered"));
    const auto& [shortest, release] = *newest.begin();
    WriteClock(ClockOffset(answer.next_release_unix_seconds, release->end_unix_seconds(), kWindows[shortest].length_s,
                           now_s_));
  }

  void WriteFreshness(Window window, const v1::Release& release) {
    const int64_t next_s = release.end_unix_seconds() + kWindows[window].length_s + kReleaseDelayS;
    const bool late = now_s_ > release.end_unix_seconds() + kWindows[window].length_s + kLateS;
    Line(std::string(kWindows[window].name),
         absl::StrCat("to ", UtcText(release.end_unix_seconds()), " UTC, ",
                      LengthText(now_s_ - release.end_unix_seconds()), " ago, ", release.covered_hours_size(),
                      " hours covered; the next is due ", DueText(next_s)));
    if (late) Wrong(Reason::kNone, "releases are late: was the node restarted, or can it not sign? See its log");
  }

  void WriteClock(int64_t offset_s) {
    if (offset_s == 0) return Line("clock", "nothing speaks against it");
    Line("clock",
         absl::StrCat("the node's seems to be ", LengthText(std::abs(offset_s)), offset_s > 0 ? " ahead" : " behind"));
    Wrong(Reason::kNone, "set the node's clock, or this machine's");
  }

  void WriteVerdict() {
    report_.well = troubles_.empty() && !checked_.answers.empty();
    absl::StrAppend(&report_.text, report_.well ? "All is well.\n" : "Not well:\n");
    for (const auto& [reason, advice] : troubles_) absl::StrAppend(&report_.text, "  ", advice, "\n");
  }

  const Checked& checked_;
  const int64_t now_s_;
  std::set<std::pair<int, std::string>> troubles_;  // advice, by reason
  CheckReport report_;
};

}  // namespace

CheckReport ReportOn(const Checked& checked) { return Writer(checked).Write(); }

}  // namespace nodestats::crawler
