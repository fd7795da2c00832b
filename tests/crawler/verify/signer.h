// An account whose key the tests know.
#ifndef NODESTATS_TESTS_CRAWLER_VERIFY_SIGNER_H_
#define NODESTATS_TESTS_CRAWLER_VERIFY_SIGNER_H_

#include <gtest/gtest.h>
#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "base/account.h"
#include "base/keccak.h"

namespace nodestats::crawler {

class Signer {
 public:
  explicit Signer(uint8_t seed) {
    key_.fill(seed);
    secp256k1_pubkey key;
    EXPECT_EQ(secp256k1_ec_pubkey_create(context_.get(), &key, key_.data()), 1);
    uint8_t serialized[65];
    size_t size = sizeof serialized;
    secp256k1_ec_pubkey_serialize(context_.get(), serialized, &size, &key, SECP256K1_EC_UNCOMPRESSED);
    const Digest digest = Keccak256({reinterpret_cast<const char*>(serialized) + 1, 64});
    std::copy(digest.end() - account_.size(), digest.end(), account_.begin());
  }

  const Account& account() const { return account_; }

  std::string Sign(const std::string& message) const {
    const Digest digest = Keccak256(
        "\x19"
        "Ethereum Signed Message:\n" +
        std::to_string(message.size()) + message);
    secp256k1_ecdsa_recoverable_signature signature;
    EXPECT_EQ(
        secp256k1_ecdsa_sign_recoverable(context_.get(), &signature, digest.data(), key_.data(), nullptr, nullptr), 1);
    std::string bytes(65, '\0');
    int recovery = 0;
    secp256k1_ecdsa_recoverable_signature_serialize_compact(context_.get(), reinterpret_cast<uint8_t*>(bytes.data()),
                                                            &recovery, &signature);
    bytes[64] = static_cast<char>(27 + recovery);
    return bytes;
  }

 private:
  struct Destroy {
    void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
  };
  std::unique_ptr<secp256k1_context, Destroy> context_{secp256k1_context_create(SECP256K1_CONTEXT_NONE)};
  std::array<uint8_t, 32> key_;
  Account account_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_VERIFY_SIGNER_H_
