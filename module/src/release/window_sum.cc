#include "release/window_sum.h"

#include "domain/countries.h"

namespace nodestats {

void WindowSums::AddBroadcaster(uint64_t broadcaster, uint8_t country) {
  Tally& day = sums_[kDay].tally;
  const Visit visit = day_broadcasters_.Insert(broadcaster, country);
  if (visit == Visit::kKnown) return;
  day.Add(kCountryBroadcasters, country, 1);
  if (visit == Visit::kNewRegion) day.Add(kRegionBroadcasters, RegionOfCountry(country), 1);
}

void WindowSums::AddHour(int64_t start_s, const Tally& hour) {
  for (WindowSum& sum : sums_) {
    if (!Publishes(mode_, sum.window)) continue;
    sum.start_s = AlignedStart(start_s, kWindows[sum.window].length_s);
    sum.covered_hours |= 1U << ((start_s - sum.start_s) / kHourS);
    sum.tally.Merge(hour);
  }
}

int64_t WindowSums::NextEndS() const {
  int64_t next_s = 0;
  for (const WindowSum& sum : sums_) {
    if (sum.covered_hours != 0 && (next_s == 0 || sum.end_s() < next_s)) next_s = sum.end_s();
  }
  return next_s;
}

int64_t WindowSums::FirstEndS(int64_t hour_start_s) const {
  for (const WindowSum& sum : sums_) {
    const int64_t length_s = kWindows[sum.window].length_s;
    if (Publishes(mode_, sum.window)) return AlignedStart(hour_start_s, length_s) + length_s;
  }
  return 0;
}

void WindowSums::Restart(WindowSum* sum) {
  sum->covered_hours = 0;
  sum->tally.Clear();
  if (sum->window == kDay) day_broadcasters_.Clear();
}

}  // namespace nodestats
