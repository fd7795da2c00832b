// A server on a loopback port that says what a test wants it to.
#ifndef NODESTATS_TESTS_CRAWLER_FETCH_LOOPBACK_SERVER_H_
#define NODESTATS_TESTS_CRAWLER_FETCH_LOOPBACK_SERVER_H_

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "discovery/endpoint.h"

namespace nodestats::crawler {

// One client, past its handshake. Its calls return at the latest when the server is destroyed.
class Connection {
 public:
  Connection(int socket, SSL* ssl) : socket_(socket), ssl_(ssl) {}
  // What comes up to the empty line.
  std::string ReadRequest();
  // False: the client is gone.
  bool Write(const std::string& bytes);
  // Waits until the client hangs up.
  void WaitForEnd();

 private:
  int Read(char* buffer, int size);

  const int socket_;
  SSL* const ssl_;  // null without TLS
};

class LoopbackServer {
 public:
  using Script = std::function<void(Connection&)>;

  enum class Tls { kYes, kNo };
  LoopbackServer(Tls tls, Script script);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  // This server by a name, at an address that is not looked up.
  Endpoint At(const std::string& host, const Account& recipient) const;
  int accepted() const { return accepted_; }
  std::string server_name() const;  // that the last client asked for in its handshake; empty where it did not

 private:
  void Accept();
  void Serve(int socket);

  const Script script_;
  const bool tls_;
  int listener_ = -1;
  uint16_t port_ = 0;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, &SSL_CTX_free};
  std::atomic<int> accepted_{0};
  mutable std::mutex lock_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::string server_name_;
  std::thread accepting_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_FETCH_LOOPBACK_SERVER_H_
