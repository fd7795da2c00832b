#include "fetch/grpc_channel.h"

#include <grpc/support/log.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <grpcpp/support/channel_arguments.h>
#include <malloc.h>

#include <mutex>
#include <string>

#include "absl/base/internal/cycleclock.h"
#include "absl/base/internal/sysinfo.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

std::string Place(const std::string& host, uint16_t port) {
  const bool bracket = absl::StrContains(host, ':');
  return absl::StrCat(bracket ? "[" : "", host, bracket ? "]" : "", ":", static_cast<int>(port));
}

// gRPC 1.51 looks at connect()'s errno only after some allocations and locks. A few of these ask the system something,
// each once in a process: malloc for its ninth arena, how many processors there are; abseil at the first lock that is
// contended, that too and how fast they are. Where files of /sys are not there (in a bare chroot; of Debian 13's abseil
// mostly) they find it out otherwise, and leave ENOENT in errno: a connection that is under way then passes for one
// that failed. So all is asked here, before the first connection.
void LearnProcessors() {
  constexpr int kArenasOfEach = 8;  // as glibc has it on 64 bits
  mallopt(M_ARENA_MAX, kArenasOfEach * absl::base_internal::NumCPUs());
  absl::base_internal::CycleClock::Frequency();
}

void PrepareGrpc() {
  static std::once_flag once;
  std::call_once(once, [] {
    LearnProcessors();
    // gRPC writes each failed handshake to stderr. What failed stands in the call's status.
    gpr_set_log_function([](gpr_log_func_args*) {});
  });
}

}  // namespace

std::shared_ptr<grpc::ChannelCredentials> AnyCertificate() {
  PrepareGrpc();
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
  return grpc::experimental::TlsCredentials(options);
}

std::shared_ptr<grpc::Channel> MakeChannel(const Endpoint& endpoint,
                                           const std::shared_ptr<grpc::ChannelCredentials>& tls, int max_answer_bytes) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_CHANNELZ, 0);
  arguments.SetMaxReceiveMessageSize(max_answer_bytes);
  // The limit is one of what comes: nothing is inflated past it, and what is compressed is malformed. So that honest
  // nodes do not compress, it is not offered either.
  arguments.SetInt(GRPC_ARG_ENABLE_PER_MESSAGE_COMPRESSION, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, Place(endpoint.host, endpoint.port));
  arguments.SetSslTargetNameOverride(endpoint.host);
  const bool v6 = absl::StrContains(endpoint.address, ':');
  const std::string target = absl::StrCat(v6 ? "ipv6:" : "ipv4:", Place(endpoint.address, endpoint.port));
  return grpc::CreateCustomChannel(target, endpoint.tls ? tls : grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace nodestats::crawler
