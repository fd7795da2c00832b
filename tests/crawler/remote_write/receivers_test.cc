// What receivers answer, as they document it or as their users report it, and what is done with each answer.
#include "remote_write/remote_write_fixture.h"

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;

struct Case {
  const char* whose;
  int status;
  const char* body = "";
  const char* retry_after = "";
};

// It took all.
constexpr Case kTaken[] = {{"Mimir, Cortex, Thanos, Grafana Cloud", 200},
                           {"Cortex behind a queue", 202},
                           {"Prometheus, VictoriaMetrics", 204}};

// It will never take one of the releases; some take the others of the request.
constexpr Case kRefused[] = {
    {"Prometheus", 400, "out of bounds"},
    {"Prometheus", 400, "out of order sample"},
    {"Prometheus", 400, "too old sample"},
    {"VictoriaMetrics", 400, "cannot unmarshal prompb.WriteRequest"},
    {"Mimir", 400, "received a sample whose timestamp is too far in the past (err-mimir-sample-timestamp-too-old)"},
    {"Mimir", 400, "received a series whose number of labels exceeds the limit (err-mimir-max-label-names-per-series)"},
    {"Cortex", 400, "user=1: err: out of bounds. timestamp=2026-11-01T00:00:00Z"},
    {"Grafana Cloud", 400, "err-mimir-sample-out-of-order"},
    {"Amazon Managed Prometheus", 400, "maxSeries limit exceeded"},
    {"Thanos Receive", 409, "store locally for endpoint 10.0.0.1:10901: add 1 samples: out of bounds"},
    {"Thanos Receive", 409, "add 1 samples: out of order sample"},
    {"Thanos Receive", 409, "add 1 samples: duplicate sample for timestamp"},
    {"Thanos Receive", 413, "too many samples: limit 100"},
    {"Cortex", 413, "received message larger than max"},
    {"nginx", 413, "<html>Request Entity Too Large"},
    {"Grafana Cloud", 422, "unprocessable"},
};

// Later it may.
constexpr Case kTriedAgain[] = {{"a balancer", 408},
                                {"Mimir, Grafana Cloud", 429, "err-mimir-tenant-max-ingestion-rate", "1"},
                                {"Thanos Receive", 429, "too many requests in flight"},
                                {"Prometheus before 2.51", 500, "too old sample"},
                                {"nginx", 502, "<html>"},
                                {"Thanos Receive", 503, "quorum not reached", "1"},
                                {"VictoriaMetrics", 503, "cannot handle more than 64 concurrent inserts"},
                                {"a balancer", 504}};

// Somebody has to put something right: URL, credentials, or the receiver's flags.
constexpr Case kWaiting[] = {{"a redirection", 301},
                             {"Grafana Cloud", 401, "authentication error: invalid token"},
                             {"Mimir", 401, "no org id"},
                             {"Amazon Managed Prometheus", 403, "Missing Authentication Token"},
                             {"Prometheus", 404, "remote write receiver needs to be enabled"},
                             {"any", 405},
                             {"Prometheus", 415, "expected application/x-protobuf as the first (media) part"}};

class Receivers : public RemoteWrite {
 protected:
  static std::string Name(const Case& each) { return absl::StrCat(each.whose, ", HTTP ", each.status, " ", each.body); }
  void Begin(int releases) {
    store_.releases.clear();
    store_.cursors.clear();
    refused_times_.clear();
    kept_.clear();
    requests_.clear();
    AddHours(releases);
  }
};

TEST_F(Receivers, WhatIsTakenIsConfirmed) {
  for (const Case& each : kTaken) {
    Begin(2);
    answers_ = {{each.status, each.body}};
    EXPECT_EQ(Push()->releases, 2) << Name(each);
    EXPECT_EQ(requests_.size(), 1U) << Name(each);
  }
}

TEST_F(Receivers, OneReleaseThatIsRefusedHoldsUpNoOther) {
  for (const Case& each : kRefused) {
    Begin(40);
    refused_times_ = {TimeOf(9)};
    refusal_ = {each.status, each.body};
    const absl::StatusOr<Pushed> pushed = Push();
    ASSERT_TRUE(pushed.ok()) << Name(each) << ": " << pushed.status();
    EXPECT_EQ(pushed->releases, 39) << Name(each);
    EXPECT_EQ(pushed->refused, 1) << Name(each);
    EXPECT_THAT(pushed->refusal, HasSubstr(absl::StrCat("HTTP ", each.status, ": ", each.body))) << Name(each);
    EXPECT_EQ(KeptTimes().size(), 39U) << Name(each);
    EXPECT_EQ(cursor(), 40) << Name(each);
  }
}

TEST_F(Receivers, TroubleThatPassesIsSatOut) {
  for (const Case& each : kTriedAgain) {
    Begin(2);
    answers_ = {{each.status, each.body, each.retry_after}};
    const absl::StatusOr<Pushed> pushed = Push();
    ASSERT_TRUE(pushed.ok()) << Name(each) << ": " << pushed.status();
    EXPECT_EQ(pushed->releases, 2) << Name(each);
    EXPECT_EQ(pushed->refused, 0) << Name(each);
    EXPECT_EQ(requests_.size(), 2U) << Name(each);
  }
}

TEST_F(Receivers, WhatSomebodyHasToPutRightWaitsAndIsSaid) {
  for (const Case& each : kWaiting) {
    Begin(2);
    answers_ = {{each.status, each.body}};
    const absl::Status status = Push().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << Name(each);
    EXPECT_THAT(std::string(status.message()), HasSubstr(absl::StrCat("HTTP ", each.status))) << Name(each);
    EXPECT_EQ(requests_.size(), 1U) << Name(each);
    EXPECT_EQ(cursor(), 0) << Name(each);
    EXPECT_EQ(Push()->releases, 2) << Name(each);
  }
}

}  // namespace
}  // namespace nodestats::crawler
