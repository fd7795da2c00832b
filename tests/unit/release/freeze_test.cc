#include "release/freeze.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "release/validate.h"

namespace nodestats {
namespace {

constexpr int64_t kDayS = 1767225600;  // 2026-01-01 00:00 UTC

WindowSum Sum(Window window, int64_t start_s, uint32_t covered_hours) {
  WindowSum sum(window);
  sum.start_s = start_s;
  sum.covered_hours = covered_hours;
  return sum;
}

v1::Release Made(const WindowSum& sum, const Identity& identity, const GeoSource& geo) {
  return *Freeze(sum, identity, geo, Noise(identity.mode, sum.window));
}

const v1::Vector& VectorOf(const v1::Release& release, std::string_view name) {
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.name() == name) return vector;
  }
  ADD_FAILURE() << "no vector " << name;
  return v1::Vector::default_instance();
}

TEST(Freeze, SaysWindowAndCoveredHours) {
  const v1::Release release = Made(Sum(kDay, kDayS, 1U | 1U << 5 | 1U << 23), Identity(), {});
  EXPECT_EQ(release.window(), v1::WINDOW_24H);
  EXPECT_EQ(release.start_unix_seconds(), kDayS);
  EXPECT_EQ(release.end_unix_seconds(), kDayS + 86400);
  EXPECT_EQ(std::vector<uint32_t>(release.covered_hours().begin(), release.covered_hours().end()),
            (std::vector<uint32_t>{0, 5, 23}));
}

TEST(Freeze, DividesAveragesByTheCoveredHoursAndNothingElse) {
  WindowSum sum = Sum(kBlock, kDayS, 0b1011);
  const v1::Release release = Made(sum, Identity(), {});
  EXPECT_EQ(VectorOf(release, "streams_average").divisor(), 3 * int64_t{3600} * 1000 * 1000);
  EXPECT_EQ(VectorOf(release, "cell_streams_average").divisor(), 3 * int64_t{3600} * 1000 * 1000);
  EXPECT_EQ(VectorOf(release, "streams_peak").divisor(), 1);
  EXPECT_EQ(VectorOf(release, "encoded_pixels").divisor(), 1);
  EXPECT_EQ(VectorOf(release, "media_seconds").divisor(), 1000 * 1000);
}

TEST(Freeze, ListsOnlyCellsThatAreNotZero) {
  WindowSum sum = Sum(kHour, kDayS, 1);
  sum.tally.Add(kCellStreamsAverage, 0, 7);
  sum.tally.Add(kCellStreamsAverage, 2591, -9);
  const v1::Release release = Made(sum, Identity(), {});
  const v1::Vector& cells = VectorOf(release, "cell_streams_average");
  EXPECT_EQ(std::vector<uint32_t>(cells.indexes().begin(), cells.indexes().end()), (std::vector<uint32_t>{0, 2591}));
  EXPECT_EQ(std::vector<int64_t>(cells.values().begin(), cells.values().end()), (std::vector<int64_t>{7, -9}));
}

TEST(Freeze, SaysWhoMadeIt) {
  Identity identity;
  for (size_t i = 0; i < sizeof identity.instance; ++i) identity.instance[i] = static_cast<uint8_t>(0xf0 + i);
  identity.chain_id = 42161;
  identity.signer = "0x" + std::string(40, 'a');
  identity.recipient = "0x" + std::string(40, 'b');
  identity.software_version = "nodestats/1 host/2";
  const v1::Release release = Made(Sum(kHour, kDayS, 1), identity, {"GeoLite2-City", 1700000000});
  EXPECT_EQ(release.instance_id(), "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
  EXPECT_EQ(release.chain_id(), 42161u);
  EXPECT_EQ(release.signer(), identity.signer);
  EXPECT_EQ(release.recipient(), identity.recipient);
  EXPECT_EQ(release.software_version(), "nodestats/1 host/2");
  EXPECT_EQ(release.geo_database().type(), "GeoLite2-City");
  EXPECT_EQ(release.geo_database().build_unix_seconds(), 1700000000);
  EXPECT_EQ(release.privacy_mode(), v1::PRIVACY_MODE_BINNED);
  EXPECT_EQ(release.epsilon(), 0);
}

TEST(Freeze, SaysItsMode) {
  Identity identity;
  identity.mode = Mode::kStreamHour;
  EXPECT_EQ(Made(Sum(kHour, kDayS, 1), identity, {}).privacy_mode(), v1::PRIVACY_MODE_STREAM_HOUR);
  identity.mode = Mode::kStreamDay;
  EXPECT_EQ(Made(Sum(kDay, kDayS, 1), identity, {}).privacy_mode(), v1::PRIVACY_MODE_STREAM_DAY);
}

TEST(Freeze, MakesWhatAnotherProcessTakesBack) {
  for (const Window window : {kHour, kBlock, kDay}) {
    WindowSum sum = Sum(window, kDayS, 1);
    sum.tally.Add(kCellStreamsAverage, 100, 7);
    EXPECT_TRUE(ValidRelease(Made(sum, Identity(), {"Type", 1}))) << window;
  }
}

TEST(MessageToSign, IsPrefixChainInstanceAndPayload) {
  Identity identity;
  identity.chain_id = 0x0102030405060708;
  for (size_t i = 0; i < sizeof identity.instance; ++i) identity.instance[i] = static_cast<uint8_t>(i);
  const std::string payload("\x00pay\xffload", 9);
  const std::string expected =
      "nodestats.v1 release\n"
      "\x01\x02\x03\x04\x05\x06\x07\x08" +
      std::string("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f", 16) + payload;
  EXPECT_EQ(MessageToSign(identity, payload), expected);
}

}  // namespace
}  // namespace nodestats
