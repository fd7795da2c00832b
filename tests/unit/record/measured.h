// What is counted of segments, without the segments.
#ifndef NODESTATS_TESTS_UNIT_RECORD_MEASURED_H_
#define NODESTATS_TESTS_UNIT_RECORD_MEASURED_H_

#include <cstdint>
#include <vector>

#include "domain/buckets.h"
#include "domain/rungs.h"
#include "record/measure.h"

namespace nodestats {

// Of an ok segment at twice real time.
inline Measured MediaOf(int64_t duration_us, int source_rung = kUnknownRung, int pixel_rate = 0) {
  Measured measured = {};
  measured.duration_us = duration_us;
  measured.source_rung = static_cast<uint8_t>(source_rung);
  measured.pixel_rate = static_cast<uint8_t>(pixel_rate);
  measured.outcome_speed = 4;
  return measured;
}

// The rung that segments vote for which tell one; a clear majority has five of eight.
inline int VotedRung(const std::vector<int>& told) {
  int leader = kUnknownRung;
  int lead = 0;
  int votes = 0;
  for (const int rung : told) {
    if (rung == kUnknownRung) continue;
    ++votes;
    if (lead == 0) leader = rung;
    lead += rung == leader ? 1 : -1;
  }
  return 4 * lead > votes ? leader : kUnknownRung;
}

inline Measured FailureOf(int speed) {
  Measured measured = {};
  measured.outcome_speed = static_cast<uint8_t>(2 * kSpeedCount + speed);
  measured.failed = true;
  return measured;
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_RECORD_MEASURED_H_
