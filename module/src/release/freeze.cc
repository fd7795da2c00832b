#include "release/freeze.h"

#include <bitset>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"

namespace nodestats {
namespace {

constexpr v1::PrivacyMode kModes[kModeCount] = {v1::PRIVACY_MODE_STREAM_HOUR, v1::PRIVACY_MODE_STREAM_DAY,
                                                v1::PRIVACY_MODE_BINNED};
constexpr v1::Window kWindowIds[kWindowCount] = {v1::WINDOW_1H, v1::WINDOW_4H, v1::WINDOW_24H};

void AddDomain(Domain domain, bool (&added)[kDomainCount], v1::Release* release) {
  bool& done = added[static_cast<int>(domain)];
  if (domain == Domain::kNone || done) return;
  done = true;
  v1::Domain* out = release->add_domains();
  out->set_name(std::string(DomainName(domain)));
  if (domain == Domain::kCell) return;
  for (int key = 0; key < DomainSize(domain); ++key) out->add_keys(std::string(DomainKey(domain, key)));
}

int64_t SaturatingMultiply(int64_t a, int64_t b) {
  int64_t product = 0;
  if (!__builtin_mul_overflow(a, b, &product)) return product;
  return (a < 0) == (b < 0) ? INT64_MAX : INT64_MIN;
}

// Here, and nowhere else, noise is added; what it was added to is seen no more.
std::vector<int64_t> Noised(absl::Span<const int64_t> values, absl::Span<const int64_t> noise, Mode mode, VectorId id) {
  std::vector<int64_t> noised(values.begin(), values.end());
  for (size_t i = 0; i < noise.size(); ++i) {
    noised[i] = SaturatingMultiply(SaturatingAdd(noised[i], noise[i]), MultiplierOf(mode, id, static_cast<int>(i)));
  }
  return noised;
}

// Says how much noise was added to each value, once where that is the same for all.
void AddNoiseScale(Window window, Mode mode, VectorId id, v1::Vector* vector) {
  const Share* share = FindShare(mode, window, id);
  if (share == nullptr) return;
  const NoiseScale scale = share->Scale();
  const bool same = MultiplierOf(mode, id, 0) == 1;
  for (int key = 0; key < (same ? 1 : SpecOf(id).size()); ++key) {
    const double unit = static_cast<double>(MultiplierOf(mode, id, key)) / static_cast<double>(vector->divisor());
    vector->add_noise_scale(scale.value() * unit);
    vector->add_noise_stddev(scale.Stddev() * unit);
  }
}

void AddValues(absl::Span<const int64_t> values, bool sparse, v1::Vector* vector) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (sparse && values[i] == 0) continue;
    if (sparse) vector->add_indexes(static_cast<uint32_t>(i));
    vector->add_values(values[i]);
  }
}

}  // namespace

void AddVectors(const Tally& tally, Window window, Mode mode, int covered_hours, const Noise& noise,
                v1::Release* release) {
  bool added[kDomainCount] = {};
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    const VectorSpec& spec = SpecOf(id);
    if (!spec.GoesInto(window, mode)) continue;
    v1::Vector* vector = release->add_vectors();
    vector->set_name(std::string(spec.name));
    vector->set_unit(std::string(spec.unit));
    vector->set_divisor(spec.combine == Combine::kAverage ? spec.divisor * covered_hours : spec.divisor);
    for (const Domain domain : {spec.outer, spec.inner}) {
      if (domain != Domain::kNone) vector->add_domains(std::string(DomainName(domain)));
      AddDomain(domain, added, release);
    }
    AddNoiseScale(window, mode, id, vector);
    AddValues(Noised(tally[id], noise.Of(id), mode, id), spec.sparse(), vector);
  }
}

Message<v1::Release> Freeze(const WindowSum& sum, const Identity& identity, const GeoSource& geo, const Noise& noise) {
  Message<v1::Release> release;
  release->set_window(kWindowIds[sum.window]);
  release->set_start_unix_seconds(sum.start_s);
  release->set_end_unix_seconds(sum.end_s());
  const std::bitset<32> hours(sum.covered_hours);
  for (uint32_t hour = 0; hour < hours.size(); ++hour) {
    if (hours[hour]) release->add_covered_hours(hour);
  }
  release->set_privacy_mode(kModes[static_cast<int>(identity.mode)]);
  AddVectors(sum.tally, sum.window, identity.mode, static_cast<int>(hours.count()), noise, &*release);
  release->set_epsilon(MilliEpsilonOf(identity.mode) / 1000.0);
  release->set_instance_id(Hex(identity.instance, sizeof identity.instance));
  release->set_software_version(std::string(identity.software_version));
  release->add_kinds(v1::KIND_TRANSCODE);
  if (!geo.type.empty()) {
    release->mutable_geo_database()->set_type(std::string(geo.type));
    release->mutable_geo_database()->set_build_unix_seconds(geo.build_unix_s);
  }
  release->set_chain_id(identity.chain_id);
  release->set_signer(std::string(identity.signer));
  release->set_recipient(std::string(identity.recipient));
  for (const std::string& uri : identity.node_uris) release->add_node_uris(uri);
  return release;
}

std::string MessageToSign(const Identity& identity, const std::string& payload) {
  std::string message = "nodestats.v1 release\n";
  for (int shift = 56; shift >= 0; shift -= 8) message.push_back(static_cast<char>(identity.chain_id >> shift & 0xff));
  message.append(reinterpret_cast<const char*>(identity.instance), sizeof identity.instance);
  message.append(payload);
  return message;
}

std::string Hex(const uint8_t* bytes, size_t size) {
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(bytes), size));
}

}  // namespace nodestats
