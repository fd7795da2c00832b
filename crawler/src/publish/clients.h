// Who is connected to the server, and who has to go where many are.
#ifndef NODESTATS_CRAWLER_PUBLISH_CLIENTS_H_
#define NODESTATS_CRAWLER_PUBLISH_CLIENTS_H_

#include <cstddef>
#include <list>

namespace nodestats::crawler {

struct Client {
  int fd = -1;
  size_t body_bytes = 0;  // of the request that is being read
  std::list<Client>::iterator place;
};

// In the order of their last request, or of their coming. The library's own limits would let silent clients keep others
// out: here one more takes the place of who has asked for nothing for longest. Not thread-safe.
class Clients {
 public:
  explicit Clients(size_t limit) : limit_(limit) {}
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;

  Client* Add(int fd);                // may shut another's socket down: it is to be removed once that is seen
  void HasAsked(Client& client);      // now is the newest
  void Remove(const Client& client);  // before its socket is closed
  size_t size() const { return clients_.size(); }

 private:
  const size_t limit_;
  std::list<Client> clients_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_CLIENTS_H_
