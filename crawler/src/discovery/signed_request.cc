#include "discovery/signed_request.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <sys/random.h>

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/keccak.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kPublicKeyBytes = 65;  // uncompressed, behind a byte that says so

struct FreeContext {
  void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
};

const unsigned char* Bytes(absl::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string Text(const Digest& digest) { return {digest.begin(), digest.end()}; }

Digest PersonalDigest(absl::string_view message) {
  return Keccak256(
      absl::StrCat("\x19"
                   "Ethereum Signed Message:\n",
                   message.size(), message));
}

Account AccountOf(const secp256k1_context* context, const secp256k1_pubkey& key) {
  unsigned char bytes[kPublicKeyBytes];
  size_t size = sizeof bytes;
  secp256k1_ec_pubkey_serialize(context, bytes, &size, &key, SECP256K1_EC_UNCOMPRESSED);
  const Digest digest = Keccak256({reinterpret_cast<const char*>(bytes) + 1, kPublicKeyBytes - 1});
  Account account;
  std::copy(digest.end() - account.size(), digest.end(), account.begin());
  return account;
}

}  // namespace

std::string ChecksumText(const Account& account) {
  std::string text = AccountText(account).substr(2);
  const Digest digest = Keccak256(text);
  for (size_t i = 0; i < text.size(); ++i) {
    const int nibble = digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
    if (nibble >= 8) text[i] = absl::ascii_toupper(static_cast<unsigned char>(text[i]));
  }
  return absl::StrCat("0x", text);
}

absl::StatusOr<SignedRequest> SignRequest(absl::string_view key) {
  const std::unique_ptr<secp256k1_context, FreeContext> context(secp256k1_context_create(SECP256K1_CONTEXT_NONE));
  secp256k1_pubkey public_key;
  if (key.size() != kKeyBytes || secp256k1_ec_pubkey_create(context.get(), &public_key, Bytes(key)) != 1) {
    return absl::InvalidArgumentError("not a key of secp256k1");
  }
  SignedRequest request{.sender = AccountOf(context.get(), public_key), .signature = std::string(65, '\0')};
  const Digest digest = PersonalDigest(Text(Keccak256(ChecksumText(request.sender))));
  secp256k1_ecdsa_recoverable_signature signature;
  if (secp256k1_ecdsa_sign_recoverable(context.get(), &signature, digest.data(), Bytes(key), nullptr, nullptr) != 1) {
    return absl::InternalError("cannot sign");
  }
  int recovery = 0;
  secp256k1_ecdsa_recoverable_signature_serialize_compact(
      context.get(), reinterpret_cast<unsigned char*>(request.signature.data()), &recovery, &signature);
  request.signature.back() = static_cast<char>(27 + recovery);
  return request;
}

absl::StatusOr<SignedRequest> MakeSignedRequest() {
  std::string key(kKeyBytes, '\0');
  for (int attempt = 0; attempt < 8; ++attempt) {  // all but 2^-128 of what is drawn is a key
    if (getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) break;
    absl::StatusOr<SignedRequest> request = SignRequest(key);
    if (request.ok()) return request;
  }
  return absl::InternalError("the system gives no random numbers");
}

}  // namespace nodestats::crawler
