#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/keccak.h"
#include "verify/verify.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kCompactSize = 64;
constexpr size_t kPublicKeySize = 65;

const uint8_t* Bytes(absl::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

absl::string_view Text(const uint8_t* bytes, size_t size) { return {reinterpret_cast<const char*>(bytes), size}; }

// Version 0x45 ("E") of EIP-191: the length is in decimal.
Digest PersonalDigest(absl::string_view message) {
  return Keccak256(
      absl::StrCat("\x19"
                   "Ethereum Signed Message:\n",
                   message.size(), message));
}

Account AccountOf(const secp256k1_pubkey& key) {
  uint8_t serialized[kPublicKeySize];
  size_t size = sizeof serialized;
  secp256k1_ec_pubkey_serialize(secp256k1_context_static, serialized, &size, &key, SECP256K1_EC_UNCOMPRESSED);
  const Digest digest = Keccak256(Text(serialized + 1, kPublicKeySize - 1));
  Account account;
  std::copy(digest.end() - account.size(), digest.end(), account.begin());
  return account;
}

}  // namespace

// As go-ethereum's crypto.Ecrecover, this takes the upper half of s too: with it the same account has signed the same.
absl::StatusOr<Account> RecoverSigner(absl::string_view message, absl::string_view signature) {
  if (signature.size() != kCompactSize + 1) {
    return absl::InvalidArgumentError(absl::StrCat("the signature has ", signature.size(), " bytes, not 65"));
  }
  const int v = static_cast<uint8_t>(signature[kCompactSize]);
  if (v != 27 && v != 28) return absl::InvalidArgumentError(absl::StrCat("the signature's v is ", v, ", not 27 or 28"));
  secp256k1_ecdsa_recoverable_signature parsed;
  secp256k1_pubkey key;
  const Digest digest = PersonalDigest(message);
  if (secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1_context_static, &parsed, Bytes(signature),
                                                          v - 27) == 0 ||
      secp256k1_ecdsa_recover(secp256k1_context_static, &key, &parsed, digest.data()) == 0) {
    return absl::InvalidArgumentError("the signature is none of this curve");
  }
  return AccountOf(key);
}

std::string SignedMessage(uint64_t chain_id, absl::string_view instance_id_bytes, absl::string_view payload) {
  std::string message = "nodestats.v1 release\n";
  for (int shift = 56; shift >= 0; shift -= 8) message.push_back(static_cast<char>(chain_id >> shift & 0xff));
  absl::StrAppend(&message, instance_id_bytes, payload);
  return message;
}

}  // namespace nodestats::crawler
