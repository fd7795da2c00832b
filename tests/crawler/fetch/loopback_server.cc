#include "fetch/loopback_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace nodestats::crawler {
namespace {

// A certificate for a key of its own, which nobody vouches for.
void UseOwnCertificate(SSL_CTX* context) {
  // What EVP_EC_gen() is, but for that macro's cast.
  char type[] = "EC";
  char curve[] = "P-256";
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, type, curve);
  X509* certificate = X509_new();
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_sign(certificate, key, EVP_sha256());
  EXPECT_EQ(SSL_CTX_use_certificate(context, certificate), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context, key), 1);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

int Connection::Read(char* buffer, int size) {
  if (ssl_ != nullptr) return SSL_read(ssl_, buffer, size);
  return static_cast<int>(recv(socket_, buffer, static_cast<size_t>(size), 0));
}

std::string Connection::ReadRequest() {
  std::string request;
  char byte = 0;
  while (request.find("\r\n\r\n") == std::string::npos && Read(&byte, 1) == 1) request.push_back(byte);
  return request;
}

bool Connection::Write(const std::string& bytes) {
  const auto size = static_cast<int>(bytes.size());
  if (ssl_ != nullptr) return SSL_write(ssl_, bytes.data(), size) == size;
  return send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == size;
}

void Connection::WaitForEnd() {
  char buffer[4096];
  while (Read(buffer, sizeof buffer) > 0) {
  }
}

LoopbackServer::LoopbackServer(Tls tls, Script script) : script_(std::move(script)), tls_(tls == Tls::kYes) {
  std::signal(SIGPIPE, SIG_IGN);  // as main() does
  if (tls_) {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    UseOwnCertificate(context_.get());
  }
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener_, SOMAXCONN), 0);
  EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { Accept(); });
}

LoopbackServer::~LoopbackServer() {
  shutdown(listener_, SHUT_RDWR);
  accepting_.join();
  close(listener_);
  {
    const std::lock_guard<std::mutex> hold(lock_);
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (const int socket : sockets_) close(socket);
}

void LoopbackServer::Accept() {
  while (true) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    ++accepted_;
    const std::lock_guard<std::mutex> hold(lock_);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket] { Serve(socket); });
  }
}

// The socket stays open, shut down, until the server ends: no other gets its number while that may be.
void LoopbackServer::Serve(int socket) {
  if (!tls_) {
    Connection connection(socket, nullptr);
    script_(connection);
  } else {
    const std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(context_.get()), &SSL_free);
    SSL_set_fd(ssl.get(), socket);
    if (SSL_accept(ssl.get()) == 1) {
      const char* name = SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name);
      {
        const std::lock_guard<std::mutex> hold(lock_);
        server_name_ = name == nullptr ? "" : name;
      }
      Connection connection(socket, ssl.get());
      script_(connection);
      SSL_shutdown(ssl.get());
    }
  }
  shutdown(socket, SHUT_RDWR);
}

Endpoint LoopbackServer::At(const std::string& host, const Account& recipient) const {
  Endpoint endpoint;
  endpoint.recipient = recipient;
  endpoint.uri = (tls_ ? "https://" : "http://") + host + ":" + std::to_string(port_);
  endpoint.tls = tls_;
  endpoint.host = host;
  endpoint.port = port_;
  endpoint.address = "127.0.0.1";
  return endpoint;
}

std::string LoopbackServer::server_name() const {
  const std::lock_guard<std::mutex> hold(lock_);
  return server_name_;
}

}  // namespace nodestats::crawler
