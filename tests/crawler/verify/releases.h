// Releases as a node would make them, from the library's own table.
#ifndef NODESTATS_TESTS_CRAWLER_VERIFY_RELEASES_H_
#define NODESTATS_TESTS_CRAWLER_VERIFY_RELEASES_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/hex_bytes.h"
#include "domain/vectors.h"
#include "nodestats/v1/summary.pb.h"
#include "privacy/budget.h"
#include "verify/signer.h"
#include "verify/verify.h"

namespace nodestats::crawler {

inline constexpr int64_t kDayStart = 1'700'006'400;  // 2023-11-15 00:00 UTC
inline constexpr int64_t kAfterTheDay = kDayStart + 24 * kHourS + kReleaseDelayS;

inline void AddDomain(Domain domain, v1::Release& release) {
  for (const v1::Domain& given : release.domains()) {
    if (given.name() == DomainName(domain)) return;
  }
  v1::Domain* given = release.add_domains();
  given->set_name(std::string(DomainName(domain)));
  for (int key = 0; domain != Domain::kCell && key < DomainSize(domain); ++key) {
    given->add_keys(std::string(DomainKey(domain, key)));
  }
}

// All that `mode` publishes of the window: each figure 7, in the private modes with the noise of their budget.
inline v1::Release MakeRelease(Window window, Mode mode, int64_t start_s = kDayStart) {
  v1::Release release;
  release.set_window(static_cast<v1::Window>(window + 1));
  release.set_start_unix_seconds(start_s);
  release.set_end_unix_seconds(start_s + kWindows[window].length_s);
  for (uint32_t hour = 0; hour < kWindows[window].length_s / kHourS; ++hour) release.add_covered_hours(hour);
  release.set_privacy_mode(static_cast<v1::PrivacyMode>(static_cast<int>(mode) + 1));
  release.set_epsilon(mode == Mode::kBinned ? 0 : 1);
  release.set_instance_id("000102030405060708090a0b0c0d0e0f");
  release.set_software_version("nodestats/0.1.0 test/1");
  release.set_chain_id(42161);
  release.add_kinds(v1::KIND_TRANSCODE);
  for (int i = 0; i < kVectorCount; ++i) {
    const VectorSpec& spec = SpecOf(static_cast<VectorId>(i));
    if (!spec.GoesInto(window, mode)) continue;
    v1::Vector* vector = release.add_vectors();
    vector->set_name(std::string(spec.name));
    vector->set_unit(std::string(spec.unit));
    vector->set_divisor(spec.divisor * (spec.combine == Combine::kAverage ? release.covered_hours_size() : 1));
    for (const Domain domain : {spec.outer, spec.inner}) {
      if (domain == Domain::kNone) continue;
      vector->add_domains(std::string(DomainName(domain)));
      AddDomain(domain, release);
    }
    if (const Share* share = FindShare(mode, window, static_cast<VectorId>(i))) {
      for (int key = 0; key < (i == kEncodedPixels ? spec.size() : 1); ++key) {
        const auto multiplier = static_cast<double>(MultiplierOf(mode, static_cast<VectorId>(i), key));
        vector->add_noise_stddev(share->Scale().Stddev() * multiplier / static_cast<double>(vector->divisor()));
      }
    }
    if (spec.sparse()) vector->add_indexes(1234);
    for (int value = 0; value < (spec.sparse() ? 1 : spec.size()); ++value) vector->add_values(7 * vector->divisor());
  }
  return release;
}

inline v1::Vector& VectorNamed(v1::Release& release, const std::string& name) {
  for (v1::Vector& vector : *release.mutable_vectors()) {
    if (vector.name() == name) return vector;
  }
  ADD_FAILURE() << "no vector " << name;
  return *release.add_vectors();
}

// Names the signer, and the recipient unless that is kNoAccount, and signs.
inline v1::SignedRelease Signed(v1::Release release, const Signer& signer, const Account& recipient) {
  release.set_signer(AccountText(signer.account()));
  if (recipient != kNoAccount) release.set_recipient(AccountText(recipient));
  v1::SignedRelease signed_release;
  signed_release.set_payload(release.SerializeAsString());
  signed_release.set_signature(signer.Sign(
      SignedMessage(release.chain_id(), HexBytes(release.instance_id()).value_or(""), signed_release.payload())));
  return signed_release;
}

inline std::string SummaryOf(const std::vector<v1::SignedRelease>& releases) {
  v1::Summary summary;
  summary.set_software_version("nodestats/0.1.0 test/1");
  summary.set_next_release_unix_seconds(kAfterTheDay + kHourS);
  for (const v1::SignedRelease& release : releases) *summary.add_releases() = release;
  return summary.SerializeAsString();
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_VERIFY_RELEASES_H_
