#include "verify/release_check.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/hex_bytes.h"
#include "base/printable.h"
#include "verify/plausible.h"
#include "verify/shape.h"
#include "verify/times.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kInstanceIdDigits = 32;
constexpr size_t kMaxTextBytes = 256;
constexpr int kMaxKinds = 64;
constexpr int kMaxNodeUris = 16;
constexpr double kMostEpsilon = 1e6;

// Lower case alone: else one instance would have many names.
bool IsLowerHex(absl::string_view text, size_t digits) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(c)) &&
                  !absl::ascii_isupper(static_cast<unsigned char>(c));
         });
}

bool IsShortText(absl::string_view text) { return text.size() <= kMaxTextBytes && IsPrintable(text); }

// kNoAccount where the text is empty; nullopt where it is no account as releases write it.
std::optional<Account> AccountOrNone(const std::string& text) {
  if (text.empty()) return kNoAccount;
  const std::optional<Account> account = ParseAccount(text);
  return account && AccountText(*account) == text ? account : std::nullopt;
}

// What no URI can be is left to those who ask: it does not make the figures wrong.
bool AreNodeUris(const v1::Release& release) {
  return release.node_uris_size() <= kMaxNodeUris &&
         std::all_of(release.node_uris().begin(), release.node_uris().end(), IsShortText);
}

Findings CheckTexts(const v1::Release& release, const VerifyOptions& options) {
  if (!IsLowerHex(release.instance_id(), kInstanceIdDigits)) return Malformed("the instance id is not 32 digits");
  if (!IsShortText(release.software_version()) || !IsShortText(release.geo_database().type())) {
    return Malformed("a version or a type is not a short text");
  }
  if (release.kinds_size() > kMaxKinds) return Malformed("there are too many kinds");
  if (!AreNodeUris(release)) return Malformed("the URIs of further nodes are too many, too long or not printable");
  if (options.chain_id != 0 && release.chain_id() != options.chain_id) {
    return Malformed(absl::StrCat("the release is of chain ", release.chain_id(), ", not ", options.chain_id));
  }
  return std::nullopt;
}

Findings CheckMode(const v1::Release& release) {
  if (release.privacy_mode() < v1::PRIVACY_MODE_STREAM_HOUR || release.privacy_mode() > v1::PRIVACY_MODE_BINNED) {
    return Malformed(absl::StrCat("privacy mode ", static_cast<int>(release.privacy_mode()), " is none that is known"));
  }
  const bool possible = release.epsilon() >= 0 && release.epsilon() <= kMostEpsilon;
  return possible ? std::nullopt : Malformed("epsilon is none");
}

Findings CheckFigures(const v1::Release& release) {
  if (Findings wrong = CheckShape(release)) return wrong;
  for (const v1::Vector& vector : release.vectors()) {
    if (Findings wrong = CheckPlausible(release, *FindVector(vector.name()), vector)) return wrong;
  }
  return std::nullopt;
}

Findings BadSignature(std::string detail) { return Finding{Reason::kBadSignature, std::move(detail)}; }

Findings CheckSigner(const v1::SignedRelease& signed_release, VerifiedRelease& verified) {
  const std::optional<Account> named = AccountOrNone(verified.release.signer());
  if (!named) return Malformed("the signer is no account");
  const std::optional<std::string> instance_id = HexBytes(verified.release.instance_id());
  if (!instance_id) return Malformed("the instance id is none");
  const std::string message = SignedMessage(verified.release.chain_id(), *instance_id, signed_release.payload());
  const absl::StatusOr<Account> signer = RecoverSigner(message, signed_release.signature());
  if (!signer.ok()) return BadSignature(std::string(signer.status().message()));
  if (*signer != *named) {
    return BadSignature(absl::StrCat("signed by ", AccountText(*signer), ", not by ", AccountText(*named)));
  }
  verified.signer = *signer;
  return std::nullopt;
}

// A release that names no recipient is its signer's own. One at a recipient's URI has to be that recipient's, whoever
// signed it: the recipient vouches for what its URI says. Where nobody vouches, the recipient has to sign itself.
Findings CheckRecipient(const Endpoint& endpoint, VerifiedRelease& verified) {
  const std::optional<Account> named = AccountOrNone(verified.release.recipient());
  if (!named) return Malformed("the recipient is no account");
  verified.recipient = *named == kNoAccount ? verified.signer : *named;
  verified.delegated = verified.signer != verified.recipient;
  if (endpoint.recipient != kNoAccount && verified.recipient != endpoint.recipient) {
    return BadSignature(absl::StrCat("answers for another recipient, ", AccountText(verified.recipient)));
  }
  if (endpoint.recipient == kNoAccount && verified.delegated) {
    return Finding{Reason::kBadSignature,
                   absl::StrCat(AccountText(verified.signer), " signed for ", AccountText(verified.recipient),
                                ", which nothing says that it may: give the account with the URI"),
                   verified.recipient};
  }
  return std::nullopt;
}

}  // namespace

Findings CheckRelease(const Endpoint& endpoint, const VerifyOptions& options, v1::SignedRelease& signed_release,
                      VerifiedRelease& verified) {
  if (signed_release.payload().size() > kMaxPayloadBytes) {
    return Finding{Reason::kTooLarge, absl::StrCat("a release of ", signed_release.payload().size(), " bytes")};
  }
  v1::Release& release = verified.release;
  if (!ParseKnown(signed_release.payload(), release)) return Malformed("a release is no protobuf message");
  if (Findings wrong = CheckTexts(release, options)) return wrong;
  if (Findings wrong = CheckTimes(release, options.now_unix_seconds)) return wrong;
  if (Findings wrong = CheckMode(release)) return wrong;
  if (Findings wrong = CheckFigures(release)) return wrong;
  if (signed_release.signature().empty()) return Finding{Reason::kUnsigned, "a release without a signature"};
  if (Findings wrong = CheckSigner(signed_release, verified)) return wrong;
  if (Findings wrong = CheckRecipient(endpoint, verified)) return wrong;
  verified.payload = std::move(*signed_release.mutable_payload());
  verified.signature = std::move(*signed_release.mutable_signature());
  return std::nullopt;
}

}  // namespace nodestats::crawler
