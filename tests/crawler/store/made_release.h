// Releases for tests, of the shape that the library gives them: its own table says which vectors they have.
#ifndef NODESTATS_TESTS_CRAWLER_STORE_MADE_RELEASE_H_
#define NODESTATS_TESTS_CRAWLER_STORE_MADE_RELEASE_H_

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "base/account.h"
#include "domain/rungs.h"
#include "domain/vectors.h"
#include "fetch/fetched.h"
#include "nodestats/v1/summary.pb.h"

namespace nodestats::crawler {

// An account that begins with the digits of `number`.
inline Account AccountOf(uint32_t number) {
  Account account = kNoAccount;
  for (size_t i = 0; i < 4; ++i) account[i] = static_cast<uint8_t>(number >> (24 - 8 * i));
  account[19] = 1;
  return account;
}

// What a test says of a release; the rest is as the library has it.
struct Made {
  Mode mode = Mode::kStreamHour;
  Window window = kHour;
  int64_t start = 0;
  uint32_t covered = ~uint32_t{0};  // bit i: hour i of the window
  uint32_t node = 1;                // gives the recipient and the instance
  uint32_t instance = 1;
  // The value before division, of a class of a vector; 0 where empty.
  std::function<int64_t(VectorId vector, int key)> value = nullptr;
};

inline std::string InstanceOf(const Made& made) {
  static const char kDigits[] = "0123456789abcdef";
  std::string text(32, '0');
  for (size_t i = 0; i < 8; ++i) text[i] = kDigits[made.node >> (28 - 4 * i) & 15];
  for (size_t i = 0; i < 8; ++i) text[24 + i] = kDigits[made.instance >> (28 - 4 * i) & 15];
  return text;
}

// Standard deviation of the noise of a value, in units of what a stream-hour can add; about that of the library.
inline double NoiseOf(VectorId vector, Window window) {
  static const std::map<VectorId, double> kMilliEpsilon = {{kStreamsAverage, 100},       {kStreamsPeak, 50},
                                                           {kRegionStreamsAverage, 120}, {kCountryStreamsAverage, 130},
                                                           {kSourceStreamsAverage, 50},  {kPixelRateStreamsAverage, 30},
                                                           {kEncodedPixels, 280.0 / 6},  {kOutcomeStreams, 40}};
  const double milli = vector == kRegionStreamsAverage && window == kBlock ? 200 : kMilliEpsilon.at(vector);
  return std::sqrt(2.0) * 1000 / milli;
}

inline void AddMadeNoise(const Made& made, VectorId id, const VectorSpec& spec, double hours, v1::Vector& vector) {
  if (made.mode == Mode::kBinned) return;
  const double scale = NoiseOf(id, made.window) / (spec.combine == Combine::kAverage ? hours : 1);
  for (int key = 0; key < (id == kEncodedPixels ? spec.size() : 1); ++key) {
    const double unit = id == kEncodedPixels ? static_cast<double>(NominalPixels(key)) : 1;
    vector.add_noise_scale(scale * unit / std::sqrt(2.0));
    vector.add_noise_stddev(scale * unit);
  }
}

inline void AddMadeDomain(Domain domain, v1::Release& release, v1::Vector& vector) {
  if (domain == Domain::kNone) return;
  vector.add_domains(std::string(DomainName(domain)));
  for (const v1::Domain& each : release.domains()) {
    if (each.name() == DomainName(domain)) return;
  }
  v1::Domain& added = *release.add_domains();
  added.set_name(std::string(DomainName(domain)));
  if (domain == Domain::kCell) return;
  for (int key = 0; key < DomainSize(domain); ++key) added.add_keys(std::string(DomainKey(domain, key)));
}

inline void AddMadeVector(const Made& made, VectorId id, int hours, v1::Release& release) {
  const VectorSpec& spec = SpecOf(id);
  v1::Vector& vector = *release.add_vectors();
  vector.set_name(std::string(spec.name));
  vector.set_unit(std::string(spec.unit));
  vector.set_divisor(spec.combine == Combine::kAverage ? spec.divisor * hours : spec.divisor);
  AddMadeDomain(spec.outer, release, vector);
  AddMadeDomain(spec.inner, release, vector);
  AddMadeNoise(made, id, spec, hours, vector);
  for (int key = 0; key < spec.size() && !spec.sparse(); ++key) {
    vector.add_values(made.value ? made.value(id, key) : 0);
  }
}

inline v1::Release MakeRelease(const Made& made) {
  const int64_t length = kWindows[made.window].length_s;
  v1::Release release;
  release.set_window(static_cast<v1::Window>(static_cast<int>(made.window) + static_cast<int>(v1::WINDOW_1H)));
  release.set_start_unix_seconds(made.start);
  release.set_end_unix_seconds(made.start + length);
  for (uint32_t hour = 0; hour < length / kHourS; ++hour) {
    if ((made.covered >> hour & 1) != 0) release.add_covered_hours(hour);
  }
  release.set_privacy_mode(made.mode == Mode::kBinned      ? v1::PRIVACY_MODE_BINNED
                           : made.mode == Mode::kStreamDay ? v1::PRIVACY_MODE_STREAM_DAY
                                                           : v1::PRIVACY_MODE_STREAM_HOUR);
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    if (SpecOf(id).GoesInto(made.window, made.mode)) {
      AddMadeVector(made, id, release.covered_hours_size(), release);
    }
  }
  release.set_epsilon(made.mode == Mode::kBinned ? 0 : 1);
  release.set_instance_id(InstanceOf(made));
  release.set_software_version("nodestats/0.1.0 livepeer/0.9.1");
  release.add_kinds(v1::KIND_TRANSCODE);
  release.mutable_geo_database()->set_type("GeoLite2-Country");
  release.mutable_geo_database()->set_build_unix_seconds(1790000000);
  release.set_chain_id(42161);
  release.set_signer(AccountText(AccountOf(made.node)));
  release.set_recipient(AccountText(AccountOf(made.node)));
  return release;
}

// As a verifier would hand it on; the signature is filler of the right size.
inline VerifiedRelease Verified(v1::Release release) {
  VerifiedRelease verified;
  verified.payload = release.SerializeAsString();
  verified.signature = std::string(65, 's');
  verified.recipient = *ParseAccount(release.recipient());
  verified.signer = *ParseAccount(release.signer());
  verified.release = std::move(release);
  return verified;
}

inline VerifiedRelease Verified(const Made& made) { return Verified(MakeRelease(made)); }

// An answer of the node `node`, without releases.
inline Fetched AnswerOf(uint32_t node, int64_t now) {
  Fetched fetched;
  fetched.endpoint.recipient = AccountOf(node);
  fetched.endpoint.uri = "https://node" + std::to_string(node) + ".example:8935";
  fetched.endpoint.host = "node" + std::to_string(node) + ".example";
  fetched.endpoint.address = "192.0.2." + std::to_string(node % 256);
  fetched.finished_unix_seconds = now;
  return fetched;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_STORE_MADE_RELEASE_H_
