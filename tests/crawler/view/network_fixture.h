// A store with made-up nodes, and the view of it.
#ifndef NODESTATS_TESTS_CRAWLER_VIEW_NETWORK_FIXTURE_H_
#define NODESTATS_TESTS_CRAWLER_VIEW_NETWORK_FIXTURE_H_

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/made_release.h"
#include "store/store.h"
#include "store/temporary_folder.h"
#include "view/build_view.h"

namespace nodestats::crawler {

inline constexpr int64_t kDayS = 24 * kHourS;
inline constexpr int64_t kToday = 20000 * kDayS;  // midnight before the tests' now
inline constexpr int64_t kYesterday = kToday - kDayS;

class NetworkTest : public ::testing::Test {
 protected:
  NetworkTest() { inputs_.now_unix_seconds = kToday + kHourS / 2; }

  // Stores a release, and keeps it to compare with.
  v1::Release Add(const Made& made, bool delegated = false) {
    v1::Release release = MakeRelease(made);
    VerifiedRelease verified = Verified(release);
    verified.delegated = delegated;
    Save(made.node, std::move(verified));
    return release;
  }

  void Save(uint32_t node, VerifiedRelease verified) {
    Fetched fetched = AnswerOf(node, inputs_.now_unix_seconds);
    fetched.releases.push_back(std::move(verified));
    const auto saved = store_->Save({fetched});
    ASSERT_TRUE(saved.ok()) << saved.status();
  }

  // All releases of a node's day, with values of `value`; hours for which `skip` says so are not stored.
  std::vector<v1::Release> AddDay(Made made, const std::function<bool(Window, int)>& skip = nullptr) {
    std::vector<v1::Release> releases;
    const int64_t day = made.start;
    const uint32_t covered = made.covered & 0xffffff;
    for (const Window window : {kHour, kBlock, kDay}) {
      const int64_t length = kWindows[window].length_s;
      for (int64_t first = 0; first < 24; first += length / kHourS) {
        made.window = window;
        made.start = day + first * kHourS;
        made.covered = covered >> first & ((uint32_t{1} << (length / kHourS)) - 1);
        if (made.covered == 0 || !Publishes(made.mode, window)) continue;
        if (skip && skip(window, static_cast<int>(first))) continue;
        releases.push_back(Add(made));
      }
    }
    return releases;
  }

  Snapshot View() {
    absl::StatusOr<Snapshot> snapshot = BuildSnapshot(*store_, inputs_);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return snapshot.ok() ? *std::move(snapshot) : Snapshot();
  }

  // Values as noise makes them: some negative.
  static std::function<int64_t(VectorId, int)> Noisy(uint64_t seed) {
    auto random = std::make_shared<std::mt19937_64>(seed);
    return [random](VectorId id, int key) {
      const double unit = id == kEncodedPixels ? static_cast<double>(NominalPixels(key)) : 1;
      std::normal_distribution<double> value(5, 20);
      return static_cast<int64_t>(value(*random) * unit * static_cast<double>(SpecOf(id).divisor));
    };
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_ = *Store::Open(folder_.File("store.db"));
  ViewInputs inputs_;
};

// One stream of 3 in DE and one of 1 in FR, all figures of one truth.
inline std::function<int64_t(VectorId, int)> Truth(int64_t hours) {
  return [hours](VectorId id, int key) -> int64_t {
    const int64_t stream_hours = SpecOf(id).combine == Combine::kAverage ? SpecOf(id).divisor * hours : 1;
    switch (id) {
      case kStreamsAverage:
        return 4 * stream_hours;
      case kRegionStreamsAverage:
        return key == kWesternEurope ? 4 * stream_hours : 0;
      case kCountryStreamsAverage:
        return key == CountryOfCode("DE") ? 3 * stream_hours : key == CountryOfCode("FR") ? stream_hours : 0;
      case kSourceStreamsAverage:
      case kPixelRateStreamsAverage:
        return key == 5 ? 4 * stream_hours : 0;
      case kEncodedPixels:
        return key == 5 ? 1000 * hours : 0;
      case kStreamsAtInstant:
        return key == 3 ? 6 : 4;
      case kRegionBroadcasters:
        return key == kWesternEurope ? 2 : 0;
      default:
        return 4;
    }
  };
}

// A figure of a release, in its unit; 0 where it has none.
inline double FigureIn(const v1::Release& release, const char* name, int key = 0) {
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.name() == name) return static_cast<double>(vector.values(key)) / static_cast<double>(vector.divisor());
  }
  return 0;
}

inline double StddevIn(const v1::Release& release, const char* name, int key = 0) {
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.name() != name || vector.noise_stddev_size() == 0) continue;
    return vector.noise_stddev(vector.noise_stddev_size() == 1 ? 0 : key);
  }
  return 0;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_VIEW_NETWORK_FIXTURE_H_
