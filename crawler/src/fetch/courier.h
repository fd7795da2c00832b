// How one endpoint is asked once, whatever the protocol.
#ifndef NODESTATS_CRAWLER_FETCH_COURIER_H_
#define NODESTATS_CRAWLER_FETCH_COURIER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "fetch/fetcher.h"

namespace nodestats::crawler {

// What one attempt came to.
struct Attempt {
  Reason reason = Reason::kNone;
  std::string detail;  // printable ASCII; empty where all is well
  std::string body;    // a serialized Summary, as received and not looked at, where all is well
  int64_t received_bytes = 0;
  int64_t duration_us = 0;
  absl::Duration retry_after;  // before which the node does not want to be asked again; zero where it did not say
};

// Attempts under way, of one thread. Not thread-safe.
class Courier {
 public:
  using Ended = std::function<void(size_t ticket, Attempt attempt)>;

  virtual ~Courier() = default;  // breaks off what is under way
  // Asks, over a connection of its own. How that ends is told by a later Wait, under this ticket.
  virtual void Start(size_t ticket, const Question& question) = 0;
  // Lets attempts go on, and tells of those that ended; returns at the latest after `at_most`.
  virtual void Wait(absl::Duration at_most, const Ended& ended) = 0;
};

std::unique_ptr<Courier> MakeHttpsCourier(const FetchOptions& options);
std::unique_ptr<Courier> MakeGrpcCourier(const FetchOptions& options);

// How much of others' words goes into a detail.
inline constexpr size_t kMaxDetailBytes = 160;

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_COURIER_H_
