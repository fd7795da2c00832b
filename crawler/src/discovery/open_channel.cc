#include "discovery/open_channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

// Nodes make a certificate at each start and sign it themselves: it proves nothing, and is not looked at.
class TakeAny : public grpc::experimental::ExternalCertificateVerifier {
 public:
  bool Verify(grpc::experimental::TlsCustomVerificationCheckRequest*, std::function<void(grpc::Status)>,
              grpc::Status* sync_status) override {
    *sync_status = grpc::Status::OK;
    return true;
  }
  void Cancel(grpc::experimental::TlsCustomVerificationCheckRequest*) override {}
};

std::shared_ptr<grpc::ChannelCredentials> Credentials(bool tls) {
  if (!tls) return grpc::InsecureChannelCredentials();
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(grpc::experimental::ExternalCertificateVerifier::Create<TakeAny>());
  return grpc::experimental::TlsCredentials(options);
}

std::string Bracketed(const std::string& host) {
  return absl::StrContains(host, ':') ? absl::StrCat("[", host, "]") : host;
}

}  // namespace

std::shared_ptr<grpc::Channel> OpenChannel(const Endpoint& endpoint) {
  constexpr int kLongestAnswerBytes = 1 << 20;
  const bool v6 = absl::StrContains(endpoint.address, ':');
  const std::string authority = absl::StrCat(Bracketed(endpoint.host), ":", endpoint.port);
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kLongestAnswerBytes);
  // The limit is one of what comes: nothing is inflated past it, and what is compressed is nonsense here.
  arguments.SetInt(GRPC_ARG_ENABLE_PER_MESSAGE_COMPRESSION, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, authority);
  if (endpoint.tls) arguments.SetSslTargetNameOverride(endpoint.host);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // or channels that are closed would leave theirs behind
  const std::string target = absl::StrCat(v6 ? "ipv6:" : "ipv4:", Bracketed(endpoint.address), ":", endpoint.port);
  return grpc::CreateCustomChannel(target, Credentials(endpoint.tls), arguments);
}

}  // namespace nodestats::crawler
