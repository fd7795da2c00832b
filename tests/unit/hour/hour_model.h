// Hours a second time: the readings of a clock are cut into hours afterwards, all at once, instead of one by one.
#ifndef NODESTATS_TESTS_UNIT_HOUR_HOUR_MODEL_H_
#define NODESTATS_TESTS_UNIT_HOUR_HOUR_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace nodestats {

inline constexpr int64_t kModelHourMs = 3'600'000;

// Readings of a clock that show one hour, one after the other.
struct ModelHour {
  int64_t start_ms = 0;
  size_t first = 0;  // of its readings
  size_t end = 0;    // one past the last
  bool opened = false;
  bool whole = false;    // opened, and began at its boundary
  bool covered = false;  // and went on to the next one
};

// The time that each reading sets. A run of readings ends where two of them are more than a minute apart, or where the
// last one is more than a minute behind; within a run, time is the latest reading.
struct ModelTimes {
  explicit ModelTimes(const std::vector<int64_t>& readings) {
    for (size_t i = 0; i < readings.size(); ++i) {
      const bool begins =
          i == 0 || std::abs(readings[i] - readings[i - 1]) > 60'000 || now_ms[i - 1] - readings[i] > 60'000;
      run.push_back(i == 0 ? 0 : run[i - 1] + (begins ? 1 : 0));
      now_ms.push_back(begins ? readings[i] : std::max(now_ms[i - 1], readings[i]));
    }
  }
  std::vector<int> run;  // which each reading belongs to
  std::vector<int64_t> now_ms;
};

// Cuts the readings into hours. None is opened that begins before `newest_end_ms` or before a covered hour's end.
inline std::vector<ModelHour> HoursOf(const ModelTimes& times, int64_t newest_end_ms) {
  std::vector<ModelHour> hours;
  const size_t count = times.now_ms.size();
  for (size_t first = 0; first < count;) {
    ModelHour hour;
    hour.start_ms = times.now_ms[first] / kModelHourMs * kModelHourMs;
    hour.first = hour.end = first;
    const auto in_run = [&](size_t i) { return i < count && times.run[i] == times.run[first]; };
    while (in_run(hour.end) && times.now_ms[hour.end] < hour.start_ms + kModelHourMs) ++hour.end;
    const bool from_boundary =
        times.now_ms[first] == hour.start_ms || (first > 0 && times.run[first - 1] == times.run[first]);
    hour.opened = hour.start_ms >= newest_end_ms;
    hour.whole = hour.opened && from_boundary;
    hour.covered = hour.whole && in_run(hour.end);
    if (hour.covered) newest_end_ms = hour.start_ms + kModelHourMs;
    hours.push_back(hour);
    first = hour.end;
  }
  return hours;
}

// Readings of a clock that is mostly right: steps of up to a minute, some exactly that, mostly onto whole five seconds;
// small steps back; boundaries and instants met exactly or missed; now and then a jump, and a long one.
inline std::vector<int64_t> RandomReadings(std::mt19937_64* random, size_t count) {
  const auto below = [&](int64_t bound) { return static_cast<int64_t>((*random)() % static_cast<uint64_t>(bound)); };
  constexpr int64_t kDayMs = 24 * kModelHourMs;
  std::vector<int64_t> readings = {20'000 * kDayMs + below(3) * (kModelHourMs / 2)};
  while (readings.size() < count) {
    const int64_t now_ms = readings.back();
    const int64_t to_instant_ms = 300'000 - now_ms % 300'000;
    int64_t step_ms = 20'000 + below(40'001);
    if (below(4) != 0) step_ms -= (now_ms + step_ms) % 5000;
    switch (below(24)) {
      case 0:
        step_ms = 60'000;
        break;
      case 1:
        step_ms = below(1001);
        break;
      case 2:
        step_ms = -below(5000);
        break;
      case 3:
        if (below(3) == 0) step_ms = -below(60'001);
        break;
      case 4:
      case 5:
      case 6:
        if (to_instant_ms <= 60'000) step_ms = to_instant_ms - below(2);
        break;
      case 7: {
        if (below(5) != 0) break;
        const int64_t boundary_ms = now_ms - now_ms % kModelHourMs;
        const int64_t jumps_ms[] = {60'001,
                                    -60'001,
                                    kModelHourMs,
                                    -kModelHourMs,
                                    kDayMs,
                                    -kDayMs,
                                    365 * kDayMs,
                                    -365 * kDayMs,
                                    boundary_ms - now_ms,
                                    boundary_ms + kModelHourMs - now_ms,
                                    boundary_ms - kModelHourMs - now_ms,
                                    30 * kDayMs + 1};
        step_ms = jumps_ms[below(std::size(jumps_ms))];
        break;
      }
      default:
        break;
    }
    readings.push_back(std::max<int64_t>(now_ms + step_ms, 0));
  }
  return readings;
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_HOUR_HOUR_MODEL_H_
