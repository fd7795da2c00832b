// An HTTP server on loopback that answers what a test tells it, one connection at a time.
#ifndef NODESTATS_TESTS_CRAWLER_CHAIN_SMALL_SERVER_H_
#define NODESTATS_TESTS_CRAWLER_CHAIN_SMALL_SERVER_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {

class SmallServer {
 public:
  // Takes a request's body and its number, from 1; gives the whole response. An empty one hangs up.
  using Answer = std::function<std::string(const std::string& body, int request)>;

  explicit SmallServer(Answer answer) : answer_(std::move(answer)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    listen(listener_, 16);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    url_ = absl::StrCat("http://127.0.0.1:", ntohs(address.sin_port));
    thread_ = std::thread([this] { Run(); });
  }
  ~SmallServer() {
    stop_ = true;
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  SmallServer(const SmallServer&) = delete;
  SmallServer& operator=(const SmallServer&) = delete;

  const std::string& url() const { return url_; }
  int requests() const { return requests_; }

  static std::string Response(const std::string& status, const std::string& body, const std::string& headers = "") {
    return absl::StrCat("HTTP/1.1 ", status, "\r\nConnection: close\r\nContent-Length: ", body.size(), "\r\n", headers,
                        "\r\n", body);
  }
  static std::string Ok(const std::string& body) { return Response("200 OK", body); }

 private:
  void Run() {
    while (!stop_) {
      const int connection = accept(listener_, nullptr, nullptr);
      if (connection < 0) continue;
      const std::string body = ReadBody(connection);
      const std::string response = answer_(body, ++requests_);
      for (size_t sent = 0; sent < response.size();) {
        const ssize_t n = send(connection, response.data() + sent, response.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) break;
        sent += static_cast<size_t>(n);
      }
      close(connection);
    }
  }

  static std::string ReadBody(int connection) {
    std::string text;
    char buffer[4096];
    for (;;) {
      const size_t end = text.find("\r\n\r\n");
      if (end != std::string::npos) {
        const size_t at = text.find("Content-Length: ");
        size_t length = 0;
        const std::string digits = text.substr(at + 16, text.find('\r', at) - at - 16);
        if (!absl::SimpleAtoi(digits, &length)) return "";
        if (text.size() >= end + 4 + length) return text.substr(end + 4, length);
      }
      const ssize_t n = recv(connection, buffer, sizeof buffer, 0);
      if (n <= 0) return "";
      text.append(buffer, static_cast<size_t>(n));
    }
  }

  Answer answer_;
  int listener_;
  std::string url_;
  std::atomic<int> requests_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_CHAIN_SMALL_SERVER_H_
