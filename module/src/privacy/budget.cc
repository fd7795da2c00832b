#include "privacy/budget.h"

#include <algorithm>
#include <cmath>

#include "record/bounded_hour.h"

namespace nodestats {
namespace {

constexpr int64_t kMediaMost = kHourUs;  // a stream serves at most an hour in an hour

constexpr Share HourRow(VectorId vector, Window window, int64_t clamp, int milli_epsilon) {
  return {vector, window, clamp, clamp, milli_epsilon};
}

constexpr int64_t kHours = 24;
constexpr Share DayRow(VectorId vector, int64_t clamp, int milli_epsilon) {
  return {vector, kDay, clamp, kHours * clamp, milli_epsilon};
}

// clang-format off
constexpr Share kStreamHour[] = {
    // vector, window, clamp, thousandths of epsilon
    HourRow(kStreamsAverage,          kHour,  kMediaMost,         100),
    HourRow(kStreamsPeak,             kHour,  1,                   50),
    HourRow(kRegionStreamsAverage,    kBlock, kMediaMost,         200),
    HourRow(kRegionStreamsAverage,    kDay,   kMediaMost,         120),
    HourRow(kCountryStreamsAverage,   kDay,   kMediaMost,         130),
    HourRow(kSourceStreamsAverage,    kDay,   kMediaMost,          50),
    HourRow(kPixelRateStreamsAverage, kDay,   kMediaMost,          30),
    HourRow(kEncodedPixels,           kDay,   kMilliPixelsMost,   280),
    HourRow(kOutcomeStreams,          kDay,   kMilliOutcomesMost,  40),
};

// What a stream adds in an hour is bounded by the hour here too, so its day is 24 such hours. Its peak is one stream
// whatever the number of hours.
constexpr Share kStreamDay[] = {
    DayRow(kStreamsAverage,          kMediaMost,         150),
    {kStreamsPeak, kDay, 1, 1,                            50},
    DayRow(kRegionStreamsAverage,    kMediaMost,         550),
    DayRow(kCountryStreamsAverage,   kMediaMost,         550),
    DayRow(kSourceStreamsAverage,    kMediaMost,          50),
    DayRow(kPixelRateStreamsAverage, kMediaMost,          50),
    DayRow(kEncodedPixels,           kMilliPixelsMost,   550),
    DayRow(kOutcomeStreams,          kMilliOutcomesMost,  50),
};
// clang-format on

constexpr int kMilliEpsilon[kModeCount] = {1000, 2000, 0};

template <size_t kSize>
constexpr int SumOf(const Share (&rows)[kSize]) {
  int sum = 0;
  for (const Share& row : rows) sum += row.milli_epsilon;
  return sum;
}
static_assert(SumOf(kStreamHour) == kMilliEpsilon[static_cast<int>(Mode::kStreamHour)]);
static_assert(SumOf(kStreamDay) == kMilliEpsilon[static_cast<int>(Mode::kStreamDay)]);

}  // namespace

double NoiseScale::Stddev() const {
  // sqrt(2 q) / (1 - q) with q = exp(-1 / value()), but without the difference of two numbers close to 1.
  return 1 / (std::sqrt(2.0) * std::sinh(1 / (2 * value())));
}

absl::Span<const Share> BudgetOf(Mode mode) {
  switch (mode) {
    case Mode::kStreamHour:
      return kStreamHour;
    case Mode::kStreamDay:
      return kStreamDay;
    case Mode::kBinned:
      break;
  }
  return {};
}

int MilliEpsilonOf(Mode mode) { return kMilliEpsilon[static_cast<int>(mode)]; }

const Share* FindShare(Mode mode, Window window, VectorId vector) {
  const absl::Span<const Share> rows = BudgetOf(mode);
  const auto* row =
      std::find_if(rows.begin(), rows.end(), [&](const Share& r) { return r.vector == vector && r.window == window; });
  return row == rows.end() ? nullptr : row;
}

int64_t MultiplierOf(Mode mode, VectorId vector, int key) {
  return mode == Mode::kBinned || vector != kEncodedPixels ? 1 : NominalPixels(key) / 1000;
}

}  // namespace nodestats
