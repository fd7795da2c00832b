#include "store/packed_release.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/made_release.h"

namespace nodestats::crawler {
namespace {

using ::testing::ElementsAreArray;

// What a release says of `figure`, or null.
const v1::Vector* VectorIn(const v1::Release& release, Figure figure) {
  for (const v1::Vector& vector : release.vectors()) {
    if (FigureOfName(vector.name()) == figure) return &vector;
  }
  return nullptr;
}

void ExpectSame(const v1::Release& release, PackedReader& reader) {
  EXPECT_EQ(reader.window(), release.window());
  PackedVector vector;
  int count = 0;
  while (reader.NextVector(vector)) {
    const v1::Vector* original = VectorIn(release, vector.figure);
    ASSERT_NE(original, nullptr);
    EXPECT_THAT(vector.values, ElementsAreArray(original->values()));
    EXPECT_THAT(vector.stddev, ElementsAreArray(original->noise_stddev()));
    EXPECT_DOUBLE_EQ(vector.unit * static_cast<double>(original->divisor()), 1);
    ++count;
  }
  EXPECT_TRUE(reader.ok());
  for (int i = 0; i < kFigureCount; ++i) count -= VectorIn(release, static_cast<Figure>(i)) != nullptr ? 1 : 0;
  EXPECT_EQ(count, 0) << "a vector was lost, or came twice";
}

Made MadeWithValues(Mode mode, Window window, uint64_t seed) {
  Made made;
  made.mode = mode;
  made.window = window;
  made.start = 86400 * 20000;
  auto random = std::make_shared<std::mt19937_64>(seed);
  made.value = [random](VectorId, int) {
    switch ((*random)() % 4) {
      case 0:
        return static_cast<int64_t>((*random)());  // all bits
      case 1:
        return static_cast<int64_t>((*random)() % 200) - 100;
      default:
        return int64_t{0};
    }
  };
  return made;
}

TEST(PackedRelease, GivesBackEveryVectorOfEveryModeAndWindow) {
  for (const Mode mode : {Mode::kStreamHour, Mode::kStreamDay, Mode::kBinned}) {
    for (const Window window : {kHour, kBlock, kDay}) {
      const v1::Release release = MakeRelease(MadeWithValues(mode, window, 7));
      const std::string packed = Pack(release);
      PackedReader reader(packed);
      ASSERT_TRUE(reader.NextRelease());
      ExpectSame(release, reader);
      EXPECT_FALSE(reader.NextRelease());
    }
  }
}

TEST(PackedRelease, KeepsTheEdgesOfValues) {
  Made made;
  made.mode = Mode::kBinned;
  made.value = [](VectorId, int key) {
    return key == 0 ? INT64_MIN : key == 1 ? INT64_MAX : key == 2 ? int64_t{-1} : int64_t{0};
  };
  const v1::Release release = MakeRelease(made);
  const std::string packed = Pack(release);
  PackedReader reader(packed);
  ASSERT_TRUE(reader.NextRelease());
  ExpectSame(release, reader);
}

TEST(PackedRelease, AreReadOneAfterTheOtherAndMayBeSkipped) {
  const v1::Release hour = MakeRelease(MadeWithValues(Mode::kStreamHour, kHour, 1));
  const v1::Release day = MakeRelease(MadeWithValues(Mode::kStreamHour, kDay, 2));
  const std::string packed = Pack(hour) + Pack(day) + Pack(hour);
  PackedReader reader(packed);
  ASSERT_TRUE(reader.NextRelease());
  ASSERT_TRUE(reader.NextRelease());
  ExpectSame(day, reader);
  ASSERT_TRUE(reader.NextRelease());
  ExpectSame(hour, reader);
  EXPECT_FALSE(reader.NextRelease());
  EXPECT_TRUE(reader.ok());
}

TEST(PackedRelease, PlacesCoveredHoursInTheDay) {
  Made made;
  made.window = kBlock;
  made.start = 86400 * 20000 + 8 * 3600;
  made.covered = 0b1010;
  const std::string packed = Pack(MakeRelease(made));
  PackedReader reader(packed);
  ASSERT_TRUE(reader.NextRelease());
  EXPECT_EQ(reader.covered_hours(), uint32_t{0b1010} << 8);
}

TEST(PackedRelease, IgnoresCoveredHoursOutsideOfItsWindow) {
  v1::Release release = MakeRelease({.window = kHour, .start = 86400 * 20000});
  release.add_covered_hours(5);
  release.add_covered_hours(4'000'000'000U);
  const std::string packed = Pack(release);
  PackedReader reader(packed);
  ASSERT_TRUE(reader.NextRelease());
  EXPECT_EQ(reader.covered_hours(), 1U);
}

// What a vector that the view cannot use looks like: each is left out, and the others are there.
class Unusable : public ::testing::TestWithParam<void (*)(v1::Release&, v1::Vector&)> {};

TEST_P(Unusable, VectorIsLeftOut) {
  v1::Release release = MakeRelease(MadeWithValues(Mode::kBinned, kDay, 3));
  v1::Vector* countries = nullptr;
  for (v1::Vector& vector : *release.mutable_vectors()) {
    if (vector.name() == "country_streams_average") countries = &vector;
  }
  ASSERT_NE(countries, nullptr);
  GetParam()(release, *countries);
  const std::string packed = Pack(release);
  PackedReader reader(packed);
  ASSERT_TRUE(reader.NextRelease());
  PackedVector vector;
  bool has_regions = false;
  while (reader.NextVector(vector)) {
    EXPECT_NE(vector.figure, Figure::kCountryStreams);
    has_regions = has_regions || vector.figure == Figure::kRegionStreams;
  }
  EXPECT_TRUE(reader.ok());
  EXPECT_TRUE(has_regions);
}

v1::Domain& CountriesIn(v1::Release& release) {
  return *std::find_if(release.mutable_domains()->begin(), release.mutable_domains()->end(),
                       [](const v1::Domain& domain) { return domain.name() == "country"; });
}

constexpr void (*kUnusable[])(v1::Release&, v1::Vector&) = {
    [](v1::Release&, v1::Vector& vector) { vector.set_divisor(0); },
    [](v1::Release&, v1::Vector& vector) { vector.set_divisor(-5); },
    [](v1::Release&, v1::Vector& vector) { vector.add_values(1); },
    [](v1::Release&, v1::Vector& vector) { vector.clear_values(); },
    [](v1::Release&, v1::Vector& vector) { vector.add_indexes(1); },
    [](v1::Release&, v1::Vector& vector) { vector.add_noise_stddev(-1); },
    [](v1::Release&, v1::Vector& vector) { vector.add_noise_stddev(std::nan("")); },
    [](v1::Release&, v1::Vector& vector) { vector.add_noise_stddev(1e300); },
    [](v1::Release&, v1::Vector& vector) {
      vector.add_noise_stddev(1);
      vector.add_noise_stddev(1);
    },
    [](v1::Release&, v1::Vector& vector) { vector.clear_domains(); },
    [](v1::Release&, v1::Vector& vector) { vector.set_domains(0, "region"); },
    [](v1::Release& release, v1::Vector&) { CountriesIn(release).set_keys(0, "ZW"); },
    [](v1::Release& release, v1::Vector&) { CountriesIn(release).add_keys("QQ"); },
    [](v1::Release& release, v1::Vector&) { CountriesIn(release).set_name("land"); },
    [](v1::Release&, v1::Vector& vector) { vector.set_name("country_streams"); },
};
INSTANTIATE_TEST_SUITE_P(PackedRelease, Unusable, ::testing::ValuesIn(kUnusable));

TEST(PackedRelease, OfTwoVectorsOfOneNameTheFirstCounts) {
  Made made = MadeWithValues(Mode::kStreamHour, kHour, 5);
  v1::Release release = MakeRelease(made);
  const v1::Vector first = release.vectors(0);
  *release.add_vectors() = first;
  release.mutable_vectors(release.vectors_size() - 1)->set_values(0, 12345);
  const std::string packed = Pack(release);
  PackedReader reader(packed);
  ASSERT_TRUE(reader.NextRelease());
  ExpectSame(MakeRelease(MadeWithValues(Mode::kStreamHour, kHour, 5)), reader);
}

// Reads to the end, whatever the bytes are. Sanitizers watch.
bool ReadsWhole(absl::string_view packed) {
  PackedReader reader(packed);
  PackedVector vector;
  int64_t sum = 0;
  while (reader.NextRelease()) {
    while (reader.NextVector(vector)) sum ^= vector.values.empty() ? 0 : vector.values.back();
  }
  return reader.ok() && sum != 1;
}

TEST(PackedRelease, CutShortAnywhereIsSeenOrEndsWithAWholeRelease) {
  const std::string one = Pack(MakeRelease(MadeWithValues(Mode::kStreamHour, kDay, 11)));
  EXPECT_TRUE(ReadsWhole(""));
  EXPECT_TRUE(ReadsWhole(one));
  for (size_t size = 1; size < one.size(); ++size) EXPECT_FALSE(ReadsWhole(one.substr(0, size))) << size;
}

TEST(PackedRelease, ABitThatChangedAnywhereIsSeen) {
  std::string packed = Pack(MakeRelease(MadeWithValues(Mode::kStreamHour, kHour, 11)));
  for (size_t i = 0; i < 8 * packed.size(); ++i) {
    packed[i / 8] = static_cast<char>(packed[i / 8] ^ 1 << i % 8);
    EXPECT_FALSE(ReadsWhole(packed)) << "bit " << i;
    packed[i / 8] = static_cast<char>(packed[i / 8] ^ 1 << i % 8);
  }
}

TEST(PackedRelease, DamagedBytesAreReadWithinTheirBounds) {
  const std::string one = Pack(MakeRelease(MadeWithValues(Mode::kBinned, kHour, 13)));
  std::mt19937_64 random(17);
  int damaged = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string packed = one;
    for (int k = 0; k < 3; ++k) packed[random() % packed.size()] = static_cast<char>(random());
    damaged += ReadsWhole(packed) ? 0 : 1;
  }
  EXPECT_GT(damaged, 100);
  EXPECT_FALSE(ReadsWhole(std::string(64, '\xff')));
}

TEST(Figure, EachHasTheNameOfItsVectorInTheTable) {
  for (int i = 0; i < kFigureCount; ++i) {
    const auto figure = static_cast<Figure>(i);
    const std::string_view name = SpecOf(VectorOf(figure)).name;
    EXPECT_EQ(FigureOfName({name.data(), name.size()}), figure);
  }
  EXPECT_EQ(FigureOfName("segments"), std::nullopt);
  EXPECT_EQ(FigureOfName(""), std::nullopt);
}

}  // namespace
}  // namespace nodestats::crawler
