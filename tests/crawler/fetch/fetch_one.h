// Asking one server, and a node's answer.
#ifndef NODESTATS_TESTS_CRAWLER_FETCH_FETCH_ONE_H_
#define NODESTATS_TESTS_CRAWLER_FETCH_FETCH_ONE_H_

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "fetch/fetcher.h"
#include "verify/releases.h"

namespace nodestats::crawler {

inline std::vector<Fetched> Fetch(const FetchOptions& options, std::vector<Question> questions) {
  const std::atomic<bool> stop{false};
  std::vector<Fetched> answers;
  FetchAll(options, std::move(questions), stop, [&](Fetched fetched) { answers.push_back(std::move(fetched)); });
  return answers;
}

inline Fetched FetchOne(const FetchOptions& options, const Endpoint& endpoint, int64_t since = 0) {
  std::vector<Fetched> answers = Fetch(options, {{endpoint, since}});
  EXPECT_EQ(answers.size(), 1u);
  return answers.empty() ? Fetched() : std::move(answers[0]);
}

// Once, at the time of the releases that the tests make.
inline FetchOptions Once() {
  FetchOptions options;
  options.threads = 1;
  options.attempts = 1;
  options.now_unix_seconds = kAfterTheDay;
  return options;
}

inline std::string HttpAnswer(const std::string& body, const std::string& more_headers = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + more_headers + "\r\n" + body;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_FETCH_FETCH_ONE_H_
