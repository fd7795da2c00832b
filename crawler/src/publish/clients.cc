#include "publish/clients.h"

#include <sys/socket.h>

#include <iterator>

namespace nodestats::crawler {

Client* Clients::Add(int fd) {
  if (clients_.size() >= limit_) ShutOldest();
  const SteadyTime latest = SteadyNow() - patience_;
  while (!clients_.empty() && clients_.front().asked < latest) ShutOldest();
  clients_.emplace_back();
  Client& client = clients_.back();
  client.fd = fd;
  client.asked = SteadyNow();
  client.place = std::prev(clients_.end());
  return &client;
}

void Clients::HasAsked(Client& client) {
  client.asked = SteadyNow();
  clients_.splice(clients_.end(), clients_, client.place);
}

void Clients::ShutOldest() {
  shutdown(clients_.front().fd, SHUT_RDWR);
  HasAsked(clients_.front());  // lest the next one shut it down again
}

void Clients::Remove(const Client& client) { clients_.erase(client.place); }

}  // namespace nodestats::crawler
