#include "hour/hour_book.h"

#include <algorithm>
#include <utility>

#include "hour/activity.h"

namespace nodestats {

const CoveredHour* HourBook::Advance(int64_t now_ms, int64_t newest_end_ms,
                                     absl::FunctionRef<void(const StreamHour&)> settled) {
  const HourClock before = clock_;
  const HourStep step = clock_.Advance(now_ms, std::max(newest_end_ms, covered_end_ms_));
  if (step.ended || step.started) {
    Close(step.covered, clock_.open() ? clock_.now_ms() - clock_.hour_start_ms() : -1, settled);
  } else if (clock_.open()) {
    Tick(before.now_ms() - clock_.hour_start_ms());
  }
  if (!step.covered) return nullptr;
  closed_.start_ms = before.hour_start_ms();
  covered_end_ms_ = before.hour_end_ms();
  return &closed_;
}

void HourBook::Tick(int64_t before_ms) {
  const int64_t now_ms = clock_.now_ms() - clock_.hour_start_ms();
  const int instant = InstantBetween(before_ms, now_ms);
  ActiveStreams before;
  ActiveStreams at_instant;
  table_.Tick(static_cast<uint32_t>(now_ms), instant >= 0 ? InstantMs(instant) : -1, &before, &at_instant);
  RaisePeaks(before, &open_);
  if (instant >= 0) SetInstant(at_instant, instant, &open_);
}

void HourBook::Close(bool covered, int64_t next_now_ms, absl::FunctionRef<void(const StreamHour&)> settled) {
  ActiveStreams before;
  ActiveStreams at_end;
  const Totals totals = table_.CloseHour(next_now_ms, [&](const StreamHour& row, uint32_t last_ms) {
    if (!covered) return;
    before.by_country[row.country] += row.active_until_ms > last_ms ? 1 : 0;
    at_end.by_country[row.country] += row.active_until_ms > InstantMs(kInstantCount - 1) ? 1 : 0;
    row.Settle(&open_);
    if (bounded_) table_.BoundedOf(row)->Settle(&open_);
    settled(row);
  });
  past_.Add(totals);
  if (covered) {
    RaisePeaks(before, &open_);
    SetInstant(at_end, kInstantCount - 1, &open_);
    if (!bounded_) totals.Settle(&open_);  // they bound nothing
    std::swap(open_, closed_.tally);
  }
  open_.Clear();
}

Tally HourBook::Peek(ActiveStreams* active) {
  Tally tally = open_;
  const Totals totals = table_.Peek([&](const StreamHour& row, uint32_t now_ms) {
    active->by_country[row.country] += row.active_until_ms > now_ms ? 1 : 0;
    row.Settle(&tally);
  });
  RaisePeaks(*active, &tally);
  totals.Settle(&tally);
  return tally;
}

Totals HourBook::Lifetime() {
  Totals totals = table_.Peek([](const StreamHour&, uint32_t) {});
  totals.Add(past_);
  return totals;
}

}  // namespace nodestats
