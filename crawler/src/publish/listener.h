// The port that a server listens on.
#ifndef NODESTATS_CRAWLER_PUBLISH_LISTENER_H_
#define NODESTATS_CRAWLER_PUBLISH_LISTENER_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace nodestats::crawler {

// A listening socket that never blocks.
class Listener {
 public:
  // "127.0.0.1:9190", "[::]:9190", "localhost:9190"; port 0 takes any.
  // Errors: INVALID_ARGUMENT, UNAVAILABLE (the port is taken).
  static absl::StatusOr<Listener> Open(const std::string& listen);

  Listener(Listener&& other) noexcept : fd_(std::exchange(other.fd_, -1)), port_(other.port_) {}
  Listener& operator=(Listener&& other) = delete;
  ~Listener();

  int Release() { return std::exchange(fd_, -1); }  // to one who closes it
  int port() const { return port_; }
  bool is_loopback() const;

 private:
  Listener(int fd, int port) : fd_(fd), port_(port) {}
  int fd_;
  int port_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_LISTENER_H_
