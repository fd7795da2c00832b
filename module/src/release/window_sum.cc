#include "release/window_sum.h"

#include "domain/countries.h"

namespace nodestats {

void WindowSums::AddBroadcaster(uint64_t broadcaster, uint8_t country) {
  Tally& day = sums_[kDay].tally;
  const int region = RegionOfCountry(country);
  if (!day_by_country_.Insert(broadcaster, country)) return;  // its region is known too
  day.Add(kCountryBroadcasters, country, 1);
  if (day_by_region_.Insert(broadcaster, static_cast<uint8_t>(region))) day.Add(kRegionBroadcasters, region, 1);
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
  if (sum->window != kDay) return;
  day_by_country_.Clear();
  day_by_region_.Clear();
}

}  // namespace nodestats
