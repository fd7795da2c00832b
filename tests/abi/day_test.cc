// A whole day: every published figure of every window against a model that counts all segments one by one.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/day_model.h"
#include "abi/day_traffic.h"
#include "abi/figures.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/summary.h"
#include "unit/release/published_table.h"

namespace nodestats_test {
namespace {

class Day : public testing::Test {
 protected:
  // The day with some hours that are not covered: 5 by a gap, 9 by a step back, 12 to 17 by a long silence.
  static void SetUpTestSuite() {
    geo_ = std::make_unique<GeoFile>();
    nodestats_config config = Config();
    config.geo_path = geo_->path();
    node_ = std::make_unique<Node>(config);
    model_ = std::make_unique<DayModel>();
    DayTraffic traffic(node_.get(), model_.get());
    traffic.Tell(kMidnight - 40 * kMinute);
    traffic.RunTo(kMidnight + 2 * kHour + 20 * kMinute);
    traffic.Tell(node_->now_ms() - 50 * kSecond);  // no jump: time stands still
    traffic.RunTo(kMidnight + 3 * kHour - 7 * kSecond);
    traffic.Tell(node_->now_ms() + kMinute);  // no gap
    traffic.RunTo(kMidnight + 5 * kHour + 17 * kMinute);
    traffic.Tell(node_->now_ms() + kMinute + 1);
    traffic.RunTo(kMidnight + 9 * kHour + 40 * kMinute);
    traffic.Tell(node_->now_ms() - 90 * kSecond);
    traffic.RunTo(kMidnight + 12 * kHour + 50 * kMinute);
    traffic.Tell(kMidnight + 17 * kHour + 20 * kMinute);
    traffic.RunTo(kMidnight + kDay + kUntilVisible);
    releases_ = std::make_unique<std::vector<Published>>(ReleasesOf(*node_));
  }
  static void TearDownTestSuite() {
    releases_.reset();
    model_.reset();
    node_.reset();
    geo_.reset();
  }

  static std::unique_ptr<GeoFile> geo_;
  static std::unique_ptr<Node> node_;
  static std::unique_ptr<DayModel> model_;
  static std::unique_ptr<std::vector<Published>> releases_;
};
std::unique_ptr<GeoFile> Day::geo_;
std::unique_ptr<Node> Day::node_;
std::unique_ptr<DayModel> Day::model_;
std::unique_ptr<std::vector<Published>> Day::releases_;

int64_t LengthMs(const v1::Release& release) {
  return (release.end_unix_seconds() - release.start_unix_seconds()) * kSecond;
}

// What a sum is divided by to give a figure in the unit of its vector.
int64_t DivisorOf(const std::string& name, int64_t covered_hours) {
  if (name == "media_seconds") return 1000000;
  return name.find("_average") == std::string::npos ? 1 : covered_hours * kHour * 1000;
}

// Whether value / divisor is sum / other_divisor, give or take `slack` / other_divisor; exactly.
__extension__ using Int128 = __int128;
bool Same(int64_t value, int64_t divisor, int64_t sum, int64_t other_divisor, int64_t slack) {
  const Int128 difference = Int128{value} * other_divisor - Int128{sum} * divisor;
  return (difference < 0 ? -difference : difference) <= Int128{slack} * divisor;
}

TEST_F(Day, ReleasesAreThoseOfWindowsWithACoveredHour) {
  std::vector<std::string> expected;
  for (int64_t hour = 0; hour <= 24; ++hour) {  // ends, from the hour before midnight on
    for (const int64_t hours : {1, 4, 24}) {
      if (hour % hours != 0) continue;
      if (model_->Covered(kMidnight + (hour - hours) * kHour, hours * kHour).empty()) continue;
      expected.push_back(std::to_string(hours) + "h " + std::to_string(hour));
    }
  }
  std::vector<std::string> found;
  for (const Published& published : *releases_) found.push_back(NameOf(published.release));
  EXPECT_EQ(found, expected);
  EXPECT_EQ(found.size(), 16u + 5u + 1u);
}

TEST_F(Day, CoveredHoursAreTheModels) {
  for (const Published& published : *releases_) {
    const v1::Release& release = published.release;
    EXPECT_EQ(CoveredHours(release), model_->Covered(release.start_unix_seconds() * kSecond, LengthMs(release)));
  }
}

TEST_F(Day, VectorsAreTheDesigns) {
  for (const Published& published : *releases_) {
    std::set<std::string> expected;
    const std::string window = " " + NameOf(published.release.window()) + " ";
    for (const PublishedRow& row : PublishedTable()) {
      if ((" " + row.binned + " ").find(window) != std::string::npos) expected.insert(row.name);
    }
    std::set<std::string> found;
    for (const v1::Vector& vector : published.release.vectors()) {
      EXPECT_TRUE(found.insert(vector.name()).second);
      EXPECT_TRUE(vector.noise_scale().empty());
      EXPECT_TRUE(vector.noise_stddev().empty());
    }
    EXPECT_EQ(found, expected);
  }
}

TEST_F(Day, EveryFigureIsTheModels) {
  size_t compared = 0;
  for (const Published& published : *releases_) {
    const v1::Release& release = published.release;
    const int64_t start_ms = release.start_unix_seconds() * kSecond;
    Sums expected = model_->SumsOf(start_ms, LengthMs(release));
    EXPECT_GT(expected.size(), 100u);
    const int64_t cut = model_->CutStreamHours(start_ms, LengthMs(release));
    for (const v1::Vector& vector : release.vectors()) {
      const bool split = vector.name() == "source_streams_average" || vector.name() == "pixel_rate_streams_average";
      const int64_t divisor = DivisorOf(vector.name(), release.covered_hours_size());
      ForEachValue(release, vector, [&](const Classes& classes, int64_t value) {
        const auto sum = expected.find({vector.name(), classes});
        const int64_t wanted = sum == expected.end() ? 0 : sum->second;
        EXPECT_TRUE(Same(value, vector.divisor(), wanted, divisor, split ? cut : 0))
            << NameOf(release) << " " << vector.name() << " " << testing::PrintToString(classes) << ": " << value << "/"
            << vector.divisor() << ", not " << wanted << "/" << divisor;
        ++compared;
        if (sum != expected.end()) expected.erase(sum);
      });
    }
    for (const auto& [place, sum] : expected) {
      EXPECT_EQ(sum, 0) << NameOf(release) << " lacks " << place.first << " " << testing::PrintToString(place.second);
    }
  }
  EXPECT_GT(compared, 60000u);
}

TEST_F(Day, SplitsAddUpToTheAverageExactly) {
  int64_t cut = 0;
  for (const Published& published : *releases_) {
    const v1::Release& release = published.release;
    cut += model_->CutStreamHours(release.start_unix_seconds() * kSecond, LengthMs(release));
    const int64_t average = FindVector(release, "streams_average")->values(0);
    for (const char* name : {"source_streams_average", "pixel_rate_streams_average", "country_streams_average",
                             "region_streams_average"}) {
      int64_t sum = 0;
      for (const int64_t value : FindVector(release, name)->values()) sum += value;
      EXPECT_EQ(sum, average) << NameOf(release) << " " << name;
    }
  }
  EXPECT_GT(cut, 0);
}

// The model is worth as much as what its day holds.
TEST_F(Day, HasSomethingOfEverything) {
  const Sums day = model_->SumsOf(kMidnight, kDay);
  std::map<std::string, size_t> classes;
  for (const auto& [place, sum] : day) ++classes[place.first];
  EXPECT_EQ(classes["encoded_pixels"], 10u);
  EXPECT_EQ(classes["source_streams_average"], 11u);
  EXPECT_EQ(classes["segments"], 24u);
  EXPECT_GE(classes["pixel_rate_streams_average"], 9u);
  EXPECT_EQ(classes["country_streams_peak"], 14u);
  EXPECT_EQ(classes["region_broadcasters"], 10u);
  EXPECT_EQ(classes["cell_streams_average"], 11u);
  EXPECT_GT(day.at({"streams_peak", {}}), 20);
}

}  // namespace
}  // namespace nodestats_test
