// The figures of an hour a second time: from the list of its records, each figure by its definition.
#ifndef NODESTATS_TESTS_UNIT_HOUR_HOUR_FIGURES_H_
#define NODESTATS_TESTS_UNIT_HOUR_HOUR_FIGURES_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "hour/tally.h"
#include "nodestats/nodestats.h"
#include "record/measure.h"
#include "unit/record/measured.h"

namespace nodestats {

// A segment that came in at `arrival_ms` from the hour's start.
struct ModelRecord {
  int64_t arrival_ms = 0;
  uint64_t stream = 0;
  int country = kUnknownCountry;
  Measured measured = {};
};

// A broadcaster has several streams, and may have a quarter of all.
inline uint64_t ModelBroadcaster(uint64_t stream) { return stream % 5; }

class HourFigures {
 public:
  explicit HourFigures(size_t max_streams) : max_streams_(max_streams) {}

  nodestats_status Add(const ModelRecord& record) {
    if (!record.measured.failed) {
      if (!streams_.contains(record.stream) && !HasPlaceFor(record.stream)) return NODESTATS_EFULL;
      streams_.emplace(record.stream, record.country);  // keeps the first
    }
    records_.push_back(record);
    return NODESTATS_OK;
  }

  const std::map<uint64_t, int>& streams() const { return streams_; }  // with their countries
  const std::vector<ModelRecord>& records() const { return records_; }

  // Streams of `country` that are active at `at_ms`, from their segments up to `known_ms`.
  int64_t Active(int country, int64_t at_ms, int64_t known_ms) const {
    std::set<uint64_t> active;
    for (const ModelRecord& record : records_) {
      const int64_t until_ms = record.arrival_ms + record.measured.duration_us / 1000 + 10'000;
      if (!record.measured.failed && record.arrival_ms <= std::min(at_ms, known_ms) && at_ms < until_ms &&
          streams_.at(record.stream) == country) {
        active.insert(record.stream);
      }
    }
    return static_cast<int64_t>(active.size());
  }

  // Adds peaks up to now and the sums of segments; averages where they are exact, which is all but the last
  // microsecond of shares that are cut: see ExpectShares.
  void Fill(Tally* tally) const {
    FillAverages(tally);
    FillPeaks(tally);
    for (const ModelRecord& record : records_) {
      tally->Add(kSegments, record.measured.outcome_speed, 1);
      if (record.measured.failed) continue;
      for (uint32_t i = 0; i < record.measured.rendition_count; ++i) {
        tally->Add(kEncodedPixels, record.measured.rung[i], record.measured.encoded_pixels[i]);
      }
      tally->Add(kDecodedPixels, 0, record.measured.decoded_pixels);
      tally->Add(kMediaSeconds, 0, record.measured.duration_us);
      tally->Add(kInputBytes, 0, record.measured.input_bytes);
      tally->Add(kOutputBytes, 0, record.measured.output_bytes);
    }
  }

  // An instant is taken before the segments that come in at that very time; the last one just before the hour's end.
  void FillInstants(Tally* tally) const {
    for (int instant = 0; instant < kInstantCount; ++instant) {
      const int64_t at_ms = (instant + 1) * int64_t{300'000};
      const int64_t seen_ms = instant == kInstantCount - 1 ? at_ms - 1 : at_ms;
      for (const int country : Countries()) {
        const int64_t active = Active(country, seen_ms, at_ms - 1);
        tally->Add(kStreamsAtInstant, instant, active);
        tally->Add(kRegionStreamsAtInstant, instant * kRegionCount + RegionOfCountry(country), active);
        tally->Add(kCountryStreamsAtInstant, instant * kCountryCount + country, active);
      }
    }
  }

 private:
  bool HasPlaceFor(uint64_t stream) const {
    const auto its = std::count_if(streams_.begin(), streams_.end(), [&](const auto& other) {
      return ModelBroadcaster(other.first) == ModelBroadcaster(stream);
    });
    return streams_.size() < max_streams_ && static_cast<size_t>(its) < max_streams_ / 4;
  }

  std::set<int> Countries() const {
    std::set<int> countries;
    for (const auto& [stream, country] : streams_) countries.insert(country);
    return countries;
  }

  void FillAverages(Tally* tally) const {
    for (const auto& [stream, country] : streams_) {
      int64_t media_us = 0;
      for (const ModelRecord& record : records_) {
        if (record.stream == stream && !record.measured.failed) media_us += record.measured.duration_us;
      }
      const int64_t counted_us = std::min(media_us, int64_t{3'600'000'000});
      tally->Add(kStreamsAverage, 0, counted_us);
      tally->Add(kCountryStreamsAverage, country, counted_us);
      tally->Add(kRegionStreamsAverage, RegionOfCountry(country), counted_us);
      std::vector<int> told;
      for (const ModelRecord& record : records_) {
        if (record.stream != stream || record.measured.failed) continue;
        told.push_back(record.measured.source_rung);
        const auto share =
            static_cast<int64_t>(static_cast<long double>(record.measured.duration_us) *
                                 static_cast<long double>(counted_us) / static_cast<long double>(media_us));
        tally->Add(kPixelRateStreamsAverage, record.measured.pixel_rate, share);
      }
      tally->Add(kSourceStreamsAverage, VotedRung(told), counted_us);
    }
  }

  // Streams only begin to be active when a segment arrives: so there is no peak at any other time.
  void FillPeaks(Tally* tally) const {
    std::set<int64_t> arrivals;
    for (const ModelRecord& record : records_) arrivals.insert(record.arrival_ms);
    for (const int64_t at_ms : arrivals) {
      int64_t node = 0;
      std::map<int, int64_t> regions;
      for (const int country : Countries()) {
        const int64_t active = Active(country, at_ms, at_ms);
        node += active;
        regions[RegionOfCountry(country)] += active;
        Raise(tally, kCountryStreamsPeak, country, active);
      }
      Raise(tally, kStreamsPeak, 0, node);
      for (const auto& [region, active] : regions) Raise(tally, kRegionStreamsPeak, region, active);
    }
  }

  static void Raise(Tally* tally, VectorId id, int key, int64_t value) {
    int64_t& peak = (*tally)[id][static_cast<size_t>(key)];
    peak = std::max(peak, value);
  }

  const size_t max_streams_;
  std::map<uint64_t, int> streams_;
  std::vector<ModelRecord> records_;
};

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_HOUR_HOUR_FIGURES_H_
