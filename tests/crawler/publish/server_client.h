// A server with a made snapshot, and clients that talk to it byte by byte.
#ifndef NODESTATS_TESTS_CRAWLER_PUBLISH_SERVER_CLIENT_H_
#define NODESTATS_TESTS_CRAWLER_PUBLISH_SERVER_CLIENT_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <mutex>
#include <string>

#include "publish/made_snapshot.h"
#include "publish/server.h"

namespace nodestats::crawler {

// A client's end of a connection, that waits at most a few seconds for anything.
class TestClient {
 public:
  explicit TestClient(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience = {20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    EXPECT_EQ(connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;
  ~TestClient() { close(fd_); }

  void Send(const std::string& bytes) { EXPECT_TRUE(TrySend(bytes)); }
  bool TrySend(const std::string& bytes) {
    return send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  void EndSending() { shutdown(fd_, SHUT_WR); }
  void ReadLittle() { setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &kLittle, sizeof kLittle); }

  // All until the server closes; `is_closed` false: it does not.
  std::string ReadAll(bool* is_closed = nullptr) {
    std::string all;
    char bytes[65536];
    ssize_t size = 0;
    while ((size = recv(fd_, bytes, sizeof bytes, 0)) > 0) all.append(bytes, static_cast<size_t>(size));
    if (is_closed != nullptr) *is_closed = size == 0 || errno == ECONNRESET;
    return all;
  }

 private:
  static constexpr int kLittle = 4096;
  const int fd_;
};

inline const Server::Trouble kNoTrouble = [] { return std::string(); };

class ServerTest : public ::testing::Test {
 protected:
  void Show() { server_->Show(std::make_shared<const Snapshot>(snapshot_), "[{\"targets\":[]}]"); }

  std::string Ask(const std::string& request) {
    TestClient client(server_->port());
    client.Send(request);
    return client.ReadAll();
  }
  std::string Get(const std::string& path, const std::string& headers = "", const std::string& method = "GET") {
    return Ask(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
  }
  static std::string BodyOf(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }
  static std::string HeaderOf(const std::string& answer, const std::string& name) {
    const size_t start = answer.find("\r\n" + name + ": ");
    if (start == std::string::npos) return "";
    const size_t value = start + name.size() + 4;
    return answer.substr(value, answer.find("\r\n", value) - value);
  }

  std::string trouble() {
    const std::lock_guard<std::mutex> held(mutex_);
    return trouble_;
  }
  void SetTrouble(const std::string& trouble) {
    const std::lock_guard<std::mutex> held(mutex_);
    trouble_ = trouble;
  }

  std::mutex mutex_;
  std::string trouble_;  // guarded by mutex_
  const Snapshot snapshot_ = MadeSnapshot();
  std::unique_ptr<Server> server_ = *Server::Start("127.0.0.1:0", {"x"}, [this] { return trouble(); });
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_PUBLISH_SERVER_CLIENT_H_
