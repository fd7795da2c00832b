// What a node has to publish, computed the simple way: all segments are kept, and each figure is counted from them when
// it is asked for. Knows nothing of the library but its public words.
#ifndef NODESTATS_TESTS_ABI_DAY_MODEL_H_
#define NODESTATS_TESTS_ABI_DAY_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "abi/clock.h"
#include "abi/figures.h"

namespace nodestats_test {

// A segment in the model's words.
struct SeenSegment {
  std::string owner;  // broadcaster, or peer where there is none
  std::string manifest;
  std::string country;
  std::string region;
  int cell = -1;  // -1: none is known
  std::string outcome;
  int64_t duration_us = 0;
  int64_t turnaround_us = 0;
  int64_t source_side = 0;  // the shorter one; 0: unknown
  int64_t decoded_pixels = 0;
  int64_t input_bytes = 0;
  struct Rendition {
    int64_t side = 0;  // the shorter one
    int64_t pixels = 0;
    int64_t bytes = 0;
  };
  std::vector<Rendition> renditions;
};

// Exact sums by vector and classes. Of averages, in microseconds of media; of media_seconds, in microseconds.
using Sums = std::map<std::pair<std::string, Classes>, int64_t>;

// A stretch of an hour without a gap, with all that happened in it.
struct HourLog {
  struct Event {
    int64_t time_ms;
    size_t stream;  // a number for each owner's each manifest
    SeenSegment segment;
  };
  int64_t start_ms = 0;
  bool from_its_start = false;
  bool to_its_end = false;
  std::vector<int64_t> readings_ms;  // of the clock, ascending
  std::vector<Event> events;

  bool covered() const { return from_its_start && to_its_end; }
};

class DayModel {
 public:
  // Reads the clock. Steps back of a minute or less let time stand still; the test makes no larger ones out of several.
  void Tell(int64_t reading_ms) {
    const bool gap = logs_.empty() || std::abs(reading_ms - last_reading_ms_) > kMinute;
    const int64_t now_ms = gap ? reading_ms : std::max(reading_ms, now());
    last_reading_ms_ = reading_ms;
    if (gap) {
      Begin(now_ms, now_ms % kHour == 0);
    } else if (now_ms >= logs_.back().start_ms + kHour) {
      logs_.back().to_its_end = true;
      Begin(now_ms, true);
    } else {
      logs_.back().readings_ms.push_back(now_ms);
    }
  }

  void Record(const SeenSegment& segment) {
    const size_t stream = streams_.emplace(std::pair(segment.owner, segment.manifest), streams_.size()).first->second;
    logs_.back().events.push_back({now(), stream, segment});
  }

  // The covered hours of a window, from its start.
  std::vector<uint32_t> Covered(int64_t start_ms, int64_t length_ms) const {
    std::vector<uint32_t> hours;
    for (const HourLog* log : CoveredLogs(start_ms, length_ms)) {
      hours.push_back(static_cast<uint32_t>((log->start_ms - start_ms) / kHour));
    }
    return hours;
  }

  // All figures that are not zero.
  Sums SumsOf(int64_t start_ms, int64_t length_ms) const;

  // How many stream-hours of a window have more than an hour of media: each is cut to one, and its split over classes
  // rounded.
  int64_t CutStreamHours(int64_t start_ms, int64_t length_ms) const;

 private:
  using Streams = std::map<size_t, std::vector<const SeenSegment*>>;

  int64_t now() const { return logs_.back().readings_ms.back(); }
  void Begin(int64_t now_ms, bool from_its_start) {
    logs_.push_back({now_ms / kHour * kHour, from_its_start, false, {now_ms}, {}});
  }
  std::vector<const HourLog*> CoveredLogs(int64_t start_ms, int64_t length_ms) const {
    std::vector<const HourLog*> covered;
    for (const HourLog& log : logs_) {
      if (log.covered() && log.start_ms >= start_ms && log.start_ms < start_ms + length_ms) covered.push_back(&log);
    }
    return covered;
  }
  const Sums& SumsOf(const HourLog& log) const;  // of a covered hour
  static Streams StreamsOf(const HourLog& log);
  static int64_t MediaOf(const std::vector<const SeenSegment*>& segments);
  static void AddTotals(const HourLog& log, Sums* sums);
  static void AddAverages(const HourLog& log, Sums* sums);
  void AddPeaks(const HourLog& log, Sums* sums) const;
  void AddInstants(const HourLog& log, Sums* sums) const;
  Sums ActiveAt(const HourLog& log, int64_t recorded_until_ms, int64_t time_ms) const;

  int64_t last_reading_ms_ = 0;
  std::map<std::pair<std::string, std::string>, size_t> streams_;
  std::vector<HourLog> logs_;
  mutable std::map<int64_t, Sums> sums_;  // of covered hours that were asked for, by their starts
};

// The last class whose lower bound, with which its name begins, is not above `value`.
inline std::string ClassOf(double value, const std::vector<std::string>& names) {
  std::string found;
  for (const std::string& name : names) {
    if (value >= std::strtod(name.c_str(), nullptr)) found = name;
  }
  return found;
}

// The largest rung whose 0.9 fold `side` reaches, else 144p.
inline std::string RungOf(int64_t side) {
  std::string found = "144p";
  for (const int height : {240, 360, 480, 540, 720, 1080, 1440, 2160, 4320}) {
    if (10 * side >= 9 * height) found = std::to_string(height) + "p";
  }
  return found;
}

inline std::string SpeedOf(const SeenSegment& segment) {
  return ClassOf(static_cast<double>(segment.duration_us) / static_cast<double>(segment.turnaround_us),
                 {"0-0.5", "0.5-1", "1-1.5", "1.5-2", "2-4", "4-8", "8-16", "16+"});
}

inline std::string PixelRateOf(const SeenSegment& segment) {
  int64_t pixels = 0;
  for (const SeenSegment::Rendition& rendition : segment.renditions) pixels += rendition.pixels;
  return ClassOf(static_cast<double>(pixels) / static_cast<double>(segment.duration_us),
                 {"0-1", "1-2", "2-4", "4-8", "8-16", "16-32", "32-64", "64-128", "128-256", "256-512", "512+"});
}

// The segments of each stream that did not fail.
inline DayModel::Streams DayModel::StreamsOf(const HourLog& log) {
  Streams streams;
  for (const HourLog::Event& event : log.events) {
    if (event.segment.outcome != "failed") streams[event.stream].push_back(&event.segment);
  }
  return streams;
}

inline int64_t DayModel::MediaOf(const std::vector<const SeenSegment*>& segments) {
  int64_t media_us = 0;
  for (const SeenSegment* segment : segments) media_us += segment->duration_us;
  return media_us;
}

inline void DayModel::AddTotals(const HourLog& log, Sums* sums) {
  for (const HourLog::Event& event : log.events) {
    const SeenSegment& segment = event.segment;
    ++(*sums)[{"segments", {segment.outcome, SpeedOf(segment)}}];
    if (segment.outcome == "failed") continue;
    (*sums)[{"media_seconds", {}}] += segment.duration_us;
    (*sums)[{"decoded_pixels", {}}] += segment.decoded_pixels;
    (*sums)[{"input_bytes", {}}] += segment.input_bytes;
    for (const SeenSegment::Rendition& rendition : segment.renditions) {
      (*sums)[{"encoded_pixels", {RungOf(rendition.side)}}] += rendition.pixels;
      (*sums)[{"output_bytes", {}}] += rendition.bytes;
    }
  }
}

// The rung of a stream's source in an hour, for which its segments vote that tell a size: each one for the leader or
// against it; one that meets no lead takes it. A lead of a quarter of all votes is enough.
inline std::string SourceOf(const std::vector<const SeenSegment*>& segments) {
  std::string leader = "unknown";
  int lead = 0;
  int votes = 0;
  for (const SeenSegment* segment : segments) {
    if (segment->source_side == 0) continue;
    ++votes;
    const std::string rung = RungOf(segment->source_side);
    if (lead == 0) leader = rung;
    lead += rung == leader ? 1 : -1;
  }
  return 4 * lead > votes ? leader : "unknown";
}

// A stream is where its first segment of the hour came from.
inline void DayModel::AddAverages(const HourLog& log, Sums* sums) {
  for (const auto& [stream, segments] : StreamsOf(log)) {
    const int64_t media_us = MediaOf(segments);
    const int64_t counted_us = std::min(media_us, kHour * 1000);
    const SeenSegment& first = *segments.front();
    (*sums)[{"streams_average", {}}] += counted_us;
    (*sums)[{"country_streams_average", {first.country}}] += counted_us;
    (*sums)[{"region_streams_average", {first.region}}] += counted_us;
    if (first.cell >= 0) (*sums)[{"cell_streams_average", {std::to_string(first.cell)}}] += counted_us;
    (*sums)[{"source_streams_average", {SourceOf(segments)}}] += counted_us;
    std::map<std::string, int64_t> by_rate;
    for (const SeenSegment* segment : segments) by_rate[PixelRateOf(*segment)] += segment->duration_us;
    for (const auto& [rate, part_us] : by_rate) {
      const auto share = static_cast<long double>(part_us) / static_cast<long double>(media_us);
      (*sums)[{"pixel_rate_streams_average", {rate}}] +=
          counted_us == media_us ? part_us : static_cast<int64_t>(share * static_cast<long double>(counted_us));
    }
  }
}

// Streams that are active at a time, of the segments recorded until another: from a segment's arrival for its media and
// ten seconds more.
inline Sums DayModel::ActiveAt(const HourLog& log, int64_t recorded_until_ms, int64_t time_ms) const {
  std::vector<const SeenSegment*> first(streams_.size());
  std::vector<bool> active(streams_.size());
  for (const HourLog::Event& event : log.events) {
    if (event.time_ms > recorded_until_ms) break;
    if (event.segment.outcome == "failed") continue;
    if (first[event.stream] == nullptr) first[event.stream] = &event.segment;
    const int64_t ends_ms = event.time_ms + event.segment.duration_us / 1000 + 10 * kSecond;
    if (ends_ms > time_ms) active[event.stream] = true;
  }
  Sums sums;
  for (size_t i = 0; i < active.size(); ++i) {
    if (!active[i]) continue;
    ++sums[{"streams", {}}];
    ++sums[{"region_streams", {first[i]->region}}];
    ++sums[{"country_streams", {first[i]->country}}];
  }
  return sums;
}

// Between two readings of the clock, streams only end: so looking at each reading is enough.
inline void DayModel::AddPeaks(const HourLog& log, Sums* sums) const {
  for (const int64_t reading_ms : log.readings_ms) {
    for (const auto& [place, count] : ActiveAt(log, reading_ms, reading_ms)) {
      int64_t& peak = (*sums)[{place.first + "_peak", place.second}];
      peak = std::max(peak, count);
    }
  }
}

// The last one just before the end.
inline void DayModel::AddInstants(const HourLog& log, Sums* sums) const {
  for (int64_t minute = 5; minute <= 60; minute += 5) {
    const int64_t time_ms = log.start_ms + minute * kMinute - (minute == 60 ? 1 : 0);
    for (const auto& [place, count] : ActiveAt(log, minute == 60 ? time_ms : time_ms - 1, time_ms)) {
      Classes classes = {(minute == 5 ? "0" : "") + std::to_string(minute)};
      classes.insert(classes.end(), place.second.begin(), place.second.end());
      (*sums)[{place.first + "_at_instant", classes}] += count;
    }
  }
}

inline const Sums& DayModel::SumsOf(const HourLog& log) const {
  const auto [found, is_new] = sums_.try_emplace(log.start_ms);
  if (!is_new) return found->second;
  AddTotals(log, &found->second);
  AddAverages(log, &found->second);
  AddPeaks(log, &found->second);
  AddInstants(log, &found->second);
  return found->second;
}

inline Sums DayModel::SumsOf(int64_t start_ms, int64_t length_ms) const {
  Sums sums;
  std::map<std::string, std::set<std::string>> by_country;
  std::map<std::string, std::set<std::string>> by_region;
  const auto ends_in = [](const std::string& name, const std::string& end) {
    return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
  };
  for (const HourLog* log : CoveredLogs(start_ms, length_ms)) {
    for (const auto& [place, value] : SumsOf(*log)) {
      if (length_ms != kHour && ends_in(place.first, "_at_instant")) continue;
      int64_t& sum = sums[place];
      sum = ends_in(place.first, "_peak") ? std::max(sum, value) : sum + value;
    }
    for (const auto& [stream, segments] : StreamsOf(*log)) {
      by_country[segments.front()->country].insert(segments.front()->owner);
      by_region[segments.front()->region].insert(segments.front()->owner);
    }
  }
  if (length_ms != kDay) return sums;
  for (const auto& [country, owners] : by_country) {
    sums[{"country_broadcasters", {country}}] = static_cast<int64_t>(owners.size());
  }
  for (const auto& [region, owners] : by_region) {
    sums[{"region_broadcasters", {region}}] = static_cast<int64_t>(owners.size());
  }
  return sums;
}

inline int64_t DayModel::CutStreamHours(int64_t start_ms, int64_t length_ms) const {
  int64_t cut = 0;
  for (const HourLog* log : CoveredLogs(start_ms, length_ms)) {
    for (const auto& [stream, segments] : StreamsOf(*log)) cut += MediaOf(segments) > kHour * 1000 ? 1 : 0;
  }
  return cut;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_DAY_MODEL_H_
