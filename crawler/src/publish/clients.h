// Who is connected to the server, and who has to go where many are.
#ifndef NODESTATS_CRAWLER_PUBLISH_CLIENTS_H_
#define NODESTATS_CRAWLER_PUBLISH_CLIENTS_H_

#include <cstddef>
#include <list>

#include "base/clock.h"

namespace nodestats::crawler {

struct Client {
  int fd = -1;
  size_t body_bytes = 0;  // of the request that is being read
  SteadyTime asked;       // its last request, or its coming
  std::list<Client>::iterator place;
};

// In the order of their last request, or of their coming. The library's own limits would let silent clients keep others
// out: here one more takes the place of who has asked for nothing for longest. And it would let slow readers keep what
// they are sent for ever: who takes longer than `patience` over one answer goes when another one comes. Not
// thread-safe.
class Clients {
 public:
  Clients(size_t limit, absl::Duration patience) : limit_(limit), patience_(patience) {}
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;

  Client* Add(int fd);                // may shut others' sockets down: they are to be removed once that is seen
  void HasAsked(Client& client);      // now is the newest
  void Remove(const Client& client);  // before its socket is closed
  size_t size() const { return clients_.size(); }

 private:
  void ShutOldest();

  const size_t limit_;
  const absl::Duration patience_;
  std::list<Client> clients_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_CLIENTS_H_
