#include "remote_write/some_release.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/time/clock.h"
#include "domain/vectors.h"
#include "release/validate.h"

namespace nodestats::crawler {
namespace {

void AddDomain(Domain domain, v1::Release& release) {
  v1::Domain& added = *release.add_domains();
  added.set_name(std::string(DomainName(domain)));
  if (domain == Domain::kCell) return;
  for (int key = 0; key < DomainSize(domain); ++key) added.add_keys(std::string(DomainKey(domain, key)));
}

// The values count up from `first`.
v1::Vector& AddVector(VectorId id, int64_t first, v1::Release& release) {
  const VectorSpec& spec = nodestats::SpecOf(id);
  v1::Vector& vector = *release.add_vectors();
  vector.set_name(std::string(spec.name));
  vector.set_unit(std::string(spec.unit));
  vector.set_divisor(1000);
  for (const Domain domain : {spec.outer, spec.inner}) {
    if (domain != Domain::kNone) vector.add_domains(std::string(DomainName(domain)));
  }
  for (int i = 0; !spec.sparse() && i < spec.size(); ++i) vector.add_values(first + i);
  return vector;
}

v1::Release Described(v1::Window window, int64_t start, int64_t end) {
  v1::Release release;
  release.set_window(window);
  release.set_start_unix_seconds(start);
  release.set_end_unix_seconds(end);
  release.set_privacy_mode(v1::PRIVACY_MODE_STREAM_HOUR);
  release.set_epsilon(1);
  release.set_instance_id("00112233445566778899aabbccddeeff");
  release.set_software_version("nodestats/0.1.0");
  release.add_kinds(v1::KIND_TRANSCODE);
  release.set_chain_id(42161);
  release.set_signer("0x00000000000000000000000000000000000000a1");
  release.set_recipient("0x00000000000000000000000000000000c0ffee00");
  return release;
}

TEST(SomeRelease, IsOneThatANodeMayHaveMade) {
  EXPECT_TRUE(ValidRelease(SomeDay()));
  EXPECT_TRUE(ValidRelease(SomeHour(3, 1)));
  EXPECT_TRUE(ValidRelease(HourThatEnded(absl::Hours(1))));
}

}  // namespace

v1::Release SomeDay() {
  v1::Release release = Described(v1::WINDOW_24H, kMidnight - 86400, kMidnight);
  for (uint32_t hour = 6; hour < 24; ++hour) release.add_covered_hours(hour);
  for (const Domain domain : {Domain::kCountry, Domain::kRung, Domain::kOutcome, Domain::kSpeed, Domain::kCell}) {
    AddDomain(domain, release);
  }
  v1::Vector& streams = AddVector(kStreamsAverage, 1500, release);
  streams.add_noise_scale(0.5);
  streams.add_noise_stddev(0.75);
  AddVector(kCountryStreamsAverage, -100, release);
  v1::Vector& pixels = AddVector(kEncodedPixels, 5'000'000, release);
  for (int rung = 0; rung < 10; ++rung) pixels.add_noise_scale(rung + 1), pixels.add_noise_stddev(rung + 2);
  AddVector(kOutcomeStreams, 0, release);
  v1::Vector& cells = AddVector(kCellStreamsAverage, 0, release);
  cells.add_indexes(0);
  cells.add_indexes(2591);
  cells.add_values(7000);
  cells.add_values(-1);
  return release;
}

v1::Release SomeHour(int hours, int64_t milli_streams) {
  const int64_t end = kMidnight + hours * 3600;
  v1::Release release = Described(v1::WINDOW_1H, end - 3600, end);
  release.add_covered_hours(0);
  AddVector(kStreamsAverage, milli_streams, release);
  return release;
}

v1::Release HourThatEnded(absl::Duration ago) {
  const int64_t hours = (absl::ToUnixSeconds(absl::Now() - ago) - kMidnight) / 3600;
  return SomeHour(static_cast<int>(hours), 1000);
}

StoredRelease Stored(int64_t sequence, const v1::Release& release) {
  StoredRelease stored;
  stored.sequence = sequence;
  stored.recipient = ParseAccount("0x00000000000000000000000000000000c0ffee00").value();
  stored.instance_id = release.instance_id();
  stored.window = release.window();
  stored.start_unix_seconds = release.start_unix_seconds();
  stored.end_unix_seconds = release.end_unix_seconds();
  stored.payload = release.SerializeAsString();
  return stored;
}

}  // namespace nodestats::crawler
