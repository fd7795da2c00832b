// Streams whose source is known, in segments as a node counts them: sizes as lpms scales them, frames as its filter for
// frame rates keeps them, durations in whole milliseconds as gateways send them.
#ifndef NODESTATS_TESTS_UNIT_RECORD_SOURCE_STREAMS_H_
#define NODESTATS_TESTS_UNIT_RECORD_SOURCE_STREAMS_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "record/source_evidence.h"
#include "unit/record/segments.h"

namespace nodestats {

struct AskedRendition {
  FrameSize size;
  uint32_t rate;  // 0: as the source
};

struct AskedLadder {
  std::string_view name;
  std::vector<AskedRendition> renditions;
};

inline const std::vector<AskedLadder>& AskedLadders() {
  static const auto& ladders = *new std::vector<AskedLadder>{
      {"240p30, 360p30", {{{426, 240}, 30}, {{640, 360}, 30}}},
      {"144p30 to 720p30", {{{256, 144}, 30}, {{426, 240}, 30}, {{640, 360}, 30}, {{854, 480}, 30}, {{1280, 720}, 30}}},
      {"720p60, 480p30, 360p30", {{{1280, 720}, 60}, {{854, 480}, 30}, {{640, 360}, 30}}},
      {"576p25, 360p25", {{{1024, 576}, 25}, {{640, 360}, 25}}},
      {"720p30", {{{1280, 720}, 30}}},
      {"240p to 720p as source", {{{426, 240}, 0}, {{640, 360}, 0}, {{854, 480}, 0}, {{1280, 720}, 0}}},
      {"144p to 1080p as source",
       {{{1920, 1080}, 0}, {{1280, 720}, 0}, {{854, 480}, 0}, {{640, 360}, 0}, {{256, 144}, 0}}},
      {"360p, 144p as source", {{{640, 360}, 0}, {{256, 144}, 0}}},
      {"720p as source", {{{1280, 720}, 0}}},
      {"720p as source, 360p30", {{{1280, 720}, 0}, {{640, 360}, 30}}},
  };
  return ladders;
}

// What video has been seen in, larger side first.
inline constexpr FrameSize kSeenSizes[] = {
    // 16:9 and near it
    {256, 144},
    {424, 240},
    {426, 240},
    {480, 270},
    {512, 288},
    {640, 360},
    {640, 368},
    {768, 432},
    {800, 450},
    {848, 464},
    {848, 480},
    {852, 480},
    {854, 480},
    {864, 486},
    {896, 504},
    {960, 540},
    {960, 544},
    {1024, 576},
    {1080, 606},
    {1080, 608},
    {1136, 640},
    {1152, 648},
    {1280, 720},
    {1280, 736},
    {1334, 750},
    {1344, 756},
    {1366, 768},
    {1536, 864},
    {1600, 900},
    {1664, 936},
    {1792, 1008},
    {1920, 1080},
    {1920, 1088},
    {2048, 1152},
    {2304, 1296},
    {2560, 1440},
    {2880, 1620},
    {3200, 1800},
    {3840, 2160},
    // 4:3 and 5:4
    {320, 240},
    {352, 288},
    {400, 300},
    {480, 360},
    {512, 384},
    {640, 480},
    {704, 480},
    {704, 576},
    {720, 480},
    {720, 576},
    {768, 576},
    {800, 600},
    {900, 720},
    {960, 720},
    {1024, 768},
    {1080, 864},
    {1152, 864},
    {1280, 960},
    {1280, 1024},
    {1350, 1080},
    {1400, 1050},
    {1440, 1080},
    {1600, 1200},
    {2048, 1536},
    {2160, 1620},
    // 16:10, 3:2, 2:1
    {1080, 720},
    {1152, 720},
    {1152, 768},
    {1280, 800},
    {1296, 720},
    {1440, 720},
    {1440, 900},
    {1440, 960},
    {1600, 800},
    {1620, 1080},
    {1680, 1050},
    {1920, 960},
    {1920, 1200},
    {2160, 1080},
    {2160, 1440},
    {2560, 1600},
    // cinema and wide screens
    {1280, 534},
    {1280, 536},
    {1280, 544},
    {1280, 546},
    {1280, 548},
    {1680, 720},
    {1720, 720},
    {1920, 800},
    {1920, 802},
    {1920, 804},
    {1920, 816},
    {1920, 818},
    {1920, 1036},
    {1920, 1040},
    {1998, 1080},
    {2048, 858},
    {2048, 1080},
    {2560, 1080},
    {3440, 1440},
    {3840, 1080},
    {4096, 2160},
    // telephones
    {1280, 576},
    {1520, 720},
    {1560, 720},
    {1600, 720},
    {1792, 828},
    {1920, 864},
    {1920, 886},
    {1920, 888},
    {2220, 1080},
    {2280, 1080},
    {2340, 1080},
    {2400, 1080},
    {2520, 1080},
    {2532, 1170},
    {2778, 1284},
    // square
    {480, 480},
    {640, 640},
    {720, 720},
    {1080, 1080},
    {1440, 1440}};

inline constexpr double kSeenRates[] = {24 / 1.001, 24, 25, 30 / 1.001, 30, 48, 50, 60 / 1.001, 60};

// The size that lpms makes of a source (ffmpeg/ffmpeg.go, createCOutputParams(), with ffmpeg's rule for -2).
inline FrameSize LpmsSize(FrameSize source, FrameSize asked) {
  const auto follow = [](uint32_t side, uint32_t of, uint32_t to) {
    return static_cast<uint32_t>(std::llround(static_cast<double>(side) * of / (2.0 * to))) * 2;
  };
  const uint32_t larger = std::max(std::clamp(asked.width, 146U, 4096U), std::clamp(asked.height, 50U, 4096U)) / 2 * 2;
  if (source.width >= source.height) {
    if (larger * source.height >= 50 * source.width) return {larger, follow(larger, source.height, source.width)};
    return {follow(50, source.width, source.height), 50};
  }
  if (larger * source.width >= 146 * source.height) return {follow(larger, source.width, source.height), larger};
  return {146, follow(146, source.height, source.width)};
}

// How an encoder's key frames cut a stream into segments.
enum class Cuts { kEachSecond, kEach2Seconds, kEach5Seconds, kScenes, kEach2SecondsAndScenes, kWholeSeconds };
struct NamedCuts {
  Cuts cuts;
  std::string_view name;
};
inline constexpr NamedCuts kCuts[] = {
    {Cuts::kEachSecond, "each second"},
    {Cuts::kEach2Seconds, "each 2 s"},
    {Cuts::kEach5Seconds, "each 5 s"},
    {Cuts::kWholeSeconds, "each 1 to 3 s"},
    {Cuts::kEach2SecondsAndScenes, "each 2 s, and at scenes"},
    {Cuts::kScenes, "at scenes alone"},
};

struct SourceStream {
  FrameSize size;
  double rate;
  Cuts cuts;
  const AskedLadder* ladder;
  bool tells_frames = false;  // the host knows them
};

// What may be the matter with a stream, besides.
struct Trouble {
  double lost_frames = 0;           // of each segment, up to this part, evenly
  double duration_error = 0;        // of each segment, up to this part, either way
  double other_size = 0;            // this part of the segments is of 640x480
  bool another_size_first = false;  // a third of the segments is of half the sides
};

// Makes a stream's segments, one after the other.
class SourcePlayer {
 public:
  SourcePlayer(const SourceStream& stream, uint64_t seed, const Trouble& trouble = {})
      : stream_(stream), trouble_(trouble), random_(seed), time_s_(Any() * 1000), last_frame_lasts_(Any() < 0.5) {}

  // Segment `number` of `count`.
  nodestats_segment Next(int number, int count) {
    const int64_t frames = NextFrames();
    const double duration_s = static_cast<double>(frames) / stream_.rate;
    const double told_s = duration_s * (1 + trouble_.duration_error * (2 * Any() - 1));
    const auto duration_us = std::max<int64_t>(std::llround(told_s * 1000), 1) * 1000;
    const auto kept =
        std::max<int64_t>(frames - static_cast<int64_t>(trouble_.lost_frames * Any() * static_cast<double>(frames)), 1);
    nodestats_segment segment = SegmentOf(SizeAt(number, count), kept, duration_us, {});
    if (stream_.tells_frames) segment.decoded_frames = static_cast<uint32_t>(kept);
    for (const AskedRendition& asked : stream_.ladder->renditions) {
      nodestats_rendition& rendition = segment.renditions[segment.rendition_count++];
      const int64_t encoded = asked.rate == 0 ? kept : FramesAt(asked.rate, duration_s);
      rendition = RenditionOf(LpmsSize(SizeAt(number, count), asked.size), encoded);
      rendition.width = asked.size.width;
      rendition.height = asked.size.height;
      rendition.frame_rate_num = asked.rate;
      if (stream_.tells_frames) rendition.encoded_frames = static_cast<uint32_t>(encoded);
    }
    time_s_ += duration_s;
    return segment;
  }

 private:
  double Any() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  int64_t FramesIn(double seconds) const { return std::max<int64_t>(std::llround(seconds * stream_.rate), 1); }

  FrameSize SizeAt(int number, int count) {
    if (trouble_.another_size_first && number < count / 3)
      return {stream_.size.width / 4 * 2, stream_.size.height / 4 * 2};
    if (trouble_.other_size > 0 && number % static_cast<int>(1 / trouble_.other_size) == 3) return {640, 480};
    return stream_.size;
  }

  // Of the next segment of the source.
  int64_t NextFrames() {
    switch (stream_.cuts) {
      case Cuts::kEachSecond:
        return FramesIn(1);
      case Cuts::kEach2Seconds:
        return FramesIn(2);
      case Cuts::kEach5Seconds:
        return FramesIn(5);
      case Cuts::kWholeSeconds:
        return FramesIn(1) * (1 + static_cast<int64_t>(random_() % 3));
      case Cuts::kScenes:
        return FramesIn(std::min(0.5 - 2 * std::log(1 - Any()), 8.3));
      case Cuts::kEach2SecondsAndScenes:
        break;
    }
    if (left_ == 0) left_ = FramesIn(2);
    int64_t frames = left_;
    if (left_ > 20 && Any() < 0.15) frames = 10 + static_cast<int64_t>(random_() % static_cast<uint64_t>(left_ - 19));
    left_ -= frames;
    return frames;
  }

  // Of a rendition at a rate of its own: from the nearest one to the segment's first frame to that to its end, which is
  // the last frame's beginning where its duration is not known.
  int64_t FramesAt(uint32_t rate, double duration_s) const {
    const double end_s = time_s_ + duration_s - (last_frame_lasts_ ? 0 : 1 / stream_.rate);
    return std::max<int64_t>(std::llround(end_s * rate) - std::llround(time_s_ * rate), 1);
  }

  const SourceStream stream_;
  const Trouble trouble_;
  std::mt19937_64 random_;
  double time_s_;
  const bool last_frame_lasts_;
  int64_t left_ = 0;
};

// The rung that is known of a stream's source after `count` segments.
inline int RungAfter(int count, const SourceStream& stream, uint64_t seed, const Trouble& trouble = {}) {
  SourcePlayer player(stream, seed, trouble);
  SourceEvidence evidence{};
  for (int i = 0; i < count; ++i) {
    const nodestats_segment segment = player.Next(i, count);
    Measured measured = {};
    measured.source_rung = kUnknownRung;
    measured.segment = &segment;
    evidence.Add(measured);
  }
  return evidence.Rung();
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_RECORD_SOURCE_STREAMS_H_
