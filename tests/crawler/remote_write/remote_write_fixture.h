// A receiver on this machine, over HTTP, and a store to send from.
#ifndef NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_REMOTE_WRITE_FIXTURE_H_
#define NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_REMOTE_WRITE_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <snappy.h>

#include <deque>
#include <map>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "prometheus/remote_write.pb.h"
#include "remote_write/memory_store.h"
#include "remote_write/remote_writer.h"
#include "remote_write/some_release.h"

namespace nodestats::crawler {

inline const std::atomic<bool> kGoOn{false};

// A receiver that keeps each sample under its labels and time, as a database does.
class RemoteWrite : public testing::Test {
 protected:
  struct Answer {
    int status = 204;
    std::string body = "";
    std::string retry_after = "";
  };

  RemoteWrite() {
    server_.Post("/api/v1/write",
                 [this](const httplib::Request& request, httplib::Response& response) { Take(request, response); });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    options_.url = absl::StrCat("http://127.0.0.1:", port_, "/api/v1/write");
  }

  ~RemoteWrite() override {
    while (!server_.is_running()) std::this_thread::yield();
    server_.stop();
    thread_.join();
  }

  void Take(const httplib::Request& request, httplib::Response& response) {
    requests_.push_back(request);
    Answer answer;
    if (!answers_.empty()) {
      answer = answers_.front();
      answers_.pop_front();
    }
    if (before_answer_) before_answer_();
    if (!refused_times_.empty() && HoldsRefused(request.body)) answer = refusal_;
    response.status = answer.status;
    response.set_content(answer.body, "text/plain");
    if (!answer.retry_after.empty()) response.set_header("Retry-After", answer.retry_after);
    if (answer.status / 100 == 2) Keep(request.body);
  }

  static prometheus::WriteRequest Read(const std::string& body) {
    std::string plain;
    prometheus::WriteRequest request;
    EXPECT_TRUE(snappy::Uncompress(body.data(), body.size(), &plain) && request.ParseFromString(plain));
    return request;
  }

  // As Prometheus does, one sample is enough to refuse a request.
  bool HoldsRefused(const std::string& body) const {
    const prometheus::WriteRequest request = Read(body);
    for (const auto& series : request.timeseries()) {
      for (const auto& sample : series.samples()) {
        if (refused_times_.contains(sample.timestamp())) return true;
      }
    }
    return false;
  }

  void Keep(const std::string& body) {
    const prometheus::WriteRequest request = Read(body);
    for (const auto& series : request.timeseries()) {
      std::string name;
      for (const auto& label : series.labels()) absl::StrAppend(&name, label.name(), "=", label.value(), ",");
      for (const auto& sample : series.samples()) kept_[{name, sample.timestamp()}] = sample.value();
    }
  }

  absl::StatusOr<Pushed> Push(absl::Duration give_up_after = absl::Seconds(20)) {
    Pushed pushed;
    absl::Status status = PushReleases(store_, options_, give_up_after, kGoOn, pushed);
    if (!status.ok()) return status;
    return pushed;
  }

  void AddHours(int count) {
    for (int i = 1; i <= count; ++i) {
      const auto sequence = static_cast<int64_t>(store_.releases.size()) + 1;
      store_.releases.push_back(Stored(sequence, SomeHour(static_cast<int>(sequence), 100 * sequence)));
    }
  }

  // Of a release of AddHours, in milliseconds.
  static int64_t TimeOf(int64_t sequence) { return (kMidnight + sequence * 3600) * 1000; }

  // Of the releases that the receiver holds.
  std::set<int64_t> KeptTimes() const {
    std::set<int64_t> times;
    for (const auto& [key, value] : kept_) times.insert(key.second);
    return times;
  }

  int64_t cursor() { return store_.cursors[CursorName(options_.url)]; }

  MemoryStore store_;
  RemoteWriteOptions options_;
  std::deque<Answer> answers_;  // then 204
  std::vector<httplib::Request> requests_;
  std::function<void()> before_answer_;
  std::set<int64_t> refused_times_;  // of samples; any request with one is refused
  Answer refusal_ = {400, "out of bounds"};
  std::map<std::pair<std::string, int64_t>, double> kept_;

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_REMOTE_WRITE_FIXTURE_H_
