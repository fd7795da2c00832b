// Server: libmicrohttpd, with one thread for all clients.
#include "publish/server.h"

#include <microhttpd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/clock.h"
#include "publish/answer.h"
#include "publish/clients.h"
#include "publish/door.h"
#include "publish/listener.h"
#include "publish/site.h"

namespace nodestats::crawler {
namespace {

constexpr unsigned int kMaxConnections = 512;
constexpr size_t kMaxClients = 448;  // fewer by more than the library accepts at a time
constexpr unsigned int kSilenceSeconds = 10;
constexpr size_t kBytesOfConnection = 32 << 10;
constexpr size_t kMaxBodyBytes = 64 << 10;                     // that are read, and ignored
constexpr absl::Duration kToFinish = absl::Milliseconds(500);  // what is being sent, at the end
constexpr absl::Duration kPatience = absl::Minutes(1);         // with who reads one answer
constexpr absl::Duration kTick = absl::Milliseconds(10);

absl::string_view HeaderOf(MHD_Connection* connection, const char* name) {
  const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value == nullptr ? absl::string_view() : value;
}

Headers HeadersOf(MHD_Connection* connection) {
  Headers headers;
  const auto add = [](void* all, MHD_ValueKind /*kind*/, const char* name, const char* value) noexcept {
    static_cast<Headers*>(all)->emplace_back(name, value == nullptr ? "" : value);
    return MHD_YES;
  };
  MHD_get_connection_values(connection, MHD_HEADER_KIND, add, &headers);
  return headers;
}

Client& ClientOf(MHD_Connection* connection) {
  return *static_cast<Client*>(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
}

void LogNothing(void* /*unused*/, const char* /*format*/, va_list /*arguments*/) {}

class MicrohttpdServer final : public Server {
 public:
  MicrohttpdServer(int port, Door door, Trouble trouble)
      : port_(port), door_(std::move(door)), trouble_(std::move(trouble)) {}
  ~MicrohttpdServer() override;
  bool Open(int listening_fd);

  int port() const override { return port_; }
  void Show(std::shared_ptr<const Snapshot> snapshot, std::string service_discovery_json) override {
    auto site = std::make_shared<const Site>(*snapshot, std::move(service_discovery_json));
    const std::lock_guard<std::mutex> held(mutex_);
    site_ = std::move(site);
  }

 private:
  // Keeps the pages for as long as the library sends of them.
  struct Sending {
    MicrohttpdServer& server;
    const std::shared_ptr<const Site> site;
    const Page readiness;
    Page refusal;
  };

  // What the library calls, always in its thread.
  static MHD_Result OnConnect(void* server, const sockaddr* address, socklen_t size) noexcept;
  static void OnChange(void* server, MHD_Connection* connection, void** client,
                       MHD_ConnectionNotificationCode what) noexcept;
  static MHD_Result OnRequest(void* server, MHD_Connection* connection, const char* path, const char* method,
                              const char* version, const char* body, size_t* body_bytes, void** seen) noexcept;
  static void OnSent(void* sending) noexcept;

  MHD_Result Reply(MHD_Connection* connection, const char* path, const char* method, const char* version);
  std::shared_ptr<const Site> site() {
    const std::lock_guard<std::mutex> held(mutex_);
    return site_;
  }

  const int port_;
  const Door door_;
  const Trouble trouble_;
  std::mutex mutex_;
  std::shared_ptr<const Site> site_ = std::make_shared<const Site>();  // guarded by mutex_
  Clients clients_{kMaxClients, kPatience};                            // of the library's thread
  std::atomic<bool> stops_{false};
  std::atomic<int> sending_{0};
  MHD_Daemon* daemon_ = nullptr;
};

bool MicrohttpdServer::Open(int listening_fd) {
  daemon_ = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, OnConnect, this, OnRequest, this,  //
                             MHD_OPTION_EXTERNAL_LOGGER, LogNothing, nullptr,                                   //
                             MHD_OPTION_LISTEN_SOCKET, listening_fd,                                            //
                             MHD_OPTION_NOTIFY_CONNECTION, OnChange, this,                                      //
                             MHD_OPTION_CONNECTION_LIMIT, kMaxConnections,                                      //
                             MHD_OPTION_CONNECTION_TIMEOUT, kSilenceSeconds,                                    //
                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, kBytesOfConnection,                            //
                             MHD_OPTION_END);
  return daemon_ != nullptr;
}

MicrohttpdServer::~MicrohttpdServer() {
  stops_ = true;
  const SteadyTime end = SteadyNow() + kToFinish;
  while (sending_ > 0 && SteadyNow() < end) absl::SleepFor(kTick);
  if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
}

MHD_Result MicrohttpdServer::OnConnect(void* server, const sockaddr* /*address*/, socklen_t /*size*/) noexcept {
  return static_cast<MicrohttpdServer*>(server)->stops_ ? MHD_NO : MHD_YES;
}

void MicrohttpdServer::OnChange(void* server, MHD_Connection* connection, void** client,
                                MHD_ConnectionNotificationCode what) noexcept {
  Clients& clients = static_cast<MicrohttpdServer*>(server)->clients_;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    *client = clients.Add(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
  } else {
    clients.Remove(*static_cast<Client*>(*client));
  }
}

// Called for the head, for each piece of a body, and at the end.
MHD_Result MicrohttpdServer::OnRequest(void* server, MHD_Connection* connection, const char* path, const char* method,
                                       const char* version, const char* /*body*/, size_t* body_bytes,
                                       void** seen) noexcept {
  auto& self = *static_cast<MicrohttpdServer*>(server);
  Client& client = ClientOf(connection);
  if (*seen == nullptr) {
    *seen = &client;
    client.body_bytes = 0;
    return self.stops_ ? MHD_NO : MHD_YES;
  }
  if (*body_bytes > 0) {
    client.body_bytes += std::exchange(*body_bytes, 0);
    return client.body_bytes > kMaxBodyBytes ? MHD_NO : MHD_YES;
  }
  self.clients_.HasAsked(client);
  return self.Reply(connection, path, method, version);
}

MHD_Result MicrohttpdServer::Reply(MHD_Connection* connection, const char* path, const char* method,
                                   const char* version) {
  auto sending = std::make_unique<Sending>(
      Sending{*this, site(), path == absl::string_view(kReadinessPath) ? ReadinessPage(trouble_()) : Page(), Page()});
  const Request request = {method, path, HeaderOf(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
                           HeaderOf(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING)};
  const std::string refusal = door_.Refusal(version, HeadersOf(connection));
  if (!refusal.empty()) sending->refusal = ErrorPage(MHD_HTTP_FORBIDDEN, refusal);
  const Answer answer =
      refusal.empty() ? MakeAnswer(*sending->site, sending->readiness, request) : ShowPage(sending->refusal, request);
  MHD_Response* response = MHD_create_response_from_buffer_with_free_callback_cls(
      answer.body.size(), const_cast<char*>(answer.body.data()), OnSent, sending.get());
  if (response == nullptr) return MHD_NO;
  ++sending_;
  sending.release();  // NOLINT(bugprone-unused-return-value): OnSent deletes it
  for (const auto& [name, value] : answer.headers) MHD_add_response_header(response, name, value.c_str());
  const MHD_Result result = MHD_queue_response(connection, answer.status, response);
  MHD_destroy_response(response);
  return result;
}

void MicrohttpdServer::OnSent(void* sending) noexcept {
  const std::unique_ptr<Sending> sent(static_cast<Sending*>(sending));
  --sent->server.sending_;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const std::string& listen,
                                                      const std::vector<std::string>& allowed_hosts, Trouble trouble) {
  absl::StatusOr<Listener> listener = Listener::Open(listen);
  if (!listener.ok()) return listener.status();
  auto server = std::make_unique<MicrohttpdServer>(listener->port(), Door(listener->is_loopback(), allowed_hosts),
                                                   std::move(trouble));
  if (server->Open(listener->Release())) return server;
  return absl::UnavailableError(absl::StrCat("cannot serve on ", listen, ": ", std::strerror(errno)));
}

}  // namespace nodestats::crawler
