// player stream-hour|stream-day|binned GEODB <PLAN >FIGURES
//
// Plays the nodes of a plan through the library, one after the other, and writes what each published of each day: lines
// that say what the numbers are, an empty line, and then a row of 64-bit integers for each node and day.
//
// One engine does for all nodes and days, since a release depends on nothing but the records of its own hours. Days are
// so far apart that it keeps nothing of the last one.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "figures.h"
#include "nodestats/nodestats.h"
#include "plan.h"

namespace nodestats {
namespace {

constexpr int64_t kMinuteMs = 60 * 1000;
constexpr int32_t kMinutesPerDay = 24 * 60;
constexpr int64_t kDayS = 24 * 3600;
constexpr int64_t kFirstMidnightS = 1767225600;  // 2026-01-01 00:00 UTC
constexpr int64_t kDaysApart = 15;
constexpr uint64_t kMostReleases = 24 + 6 + 1;  // of a day
constexpr uint32_t kMaxStreams = 4096;          // in one hour of one node

void Check(const char* call, nodestats_status status) {
  if (status == NODESTATS_OK) return;
  std::fprintf(stderr, "player: nodestats_%s: %s\n", call, nodestats_status_text(status));
  std::exit(1);
}

nodestats_engine* Open(std::string_view mode, const char* geo_path) {
  nodestats_config config;
  Check("config_init", nodestats_config_init(&config));
  config.privacy = mode == "binned"       ? NODESTATS_PRIVACY_BINNED
                   : mode == "stream-day" ? NODESTATS_PRIVACY_STREAM_DAY
                                          : NODESTATS_PRIVACY_STREAM_HOUR;
  config.max_streams = kMaxStreams;
  config.geo_path = geo_path;
  config.signer[0] = 1;  // releases wait for a signature, whose value is of no matter here
  nodestats_engine* engine = nullptr;
  Check("open", nodestats_open(&config, &engine));
  return engine;
}

class Player {
 public:
  Player(nodestats_engine* engine, std::FILE* out) : engine_(engine), out_(out) {}

  void PlayNode(const Plan& plan, const std::vector<Arrival>& arrivals) {
    auto next = arrivals.begin();
    for (int32_t day = 0; day < plan.days(); ++day) {
      AdvanceTo(begin_s_ * 1000);
      for (int32_t minute = 0; minute < kMinutesPerDay; ++minute) {
        for (; next != arrivals.end() && next->minute == day * kMinutesPerDay + minute; ++next) Record(plan, *next);
        AdvanceTo(now_ms_ + kMinuteMs);
      }
      AdvanceTo(now_ms_ + kMinuteMs);  // releases appear a little after their end
      SignAll();
      WriteDay();
      begin_s_ += kDaysApart * kDayS;
    }
  }

 private:
  void Record(const Plan& plan, const Arrival& arrival) {
    const nodestats_segment segment = plan.SegmentOf(arrival);
    Check("record_segment", nodestats_record_segment(engine_, &segment, &arrival.stream, sizeof arrival.stream));
  }

  void AdvanceTo(int64_t now_ms) {
    now_ms_ = now_ms;
    Check("advance", nodestats_advance(engine_, now_ms_));
  }

  // The newest first, so that all appear at once and are rendered once.
  void SignAll() {
    nodestats_answer oldest = {};
    oldest.struct_size = sizeof oldest;
    Check("next_to_sign", nodestats_next_to_sign(engine_, &oldest));
    const uint64_t id = oldest.id;
    Check("answer_release", nodestats_answer_release(&oldest));
    const uint8_t signature[NODESTATS_SIGNATURE_SIZE] = {};
    for (uint64_t later = kMostReleases; later-- > 0;) {
      const nodestats_status status = nodestats_add_signature(engine_, id + later, signature, sizeof signature);
      if (status != NODESTATS_ENONE) Check("add_signature", status);
    }
  }

  void WriteDay() {
    const Figures figures = PublishedSince(engine_, begin_s_);
    if (layout_.empty()) {
      layout_ = figures.layout;
      std::fprintf(out_, "%s%s\n", layout_.c_str(), RegionLines().c_str());
    }
    if (figures.layout != layout_) {
      std::fputs("player: a day's releases are not like the first day's\n", stderr);
      std::exit(1);
    }
    std::fwrite(figures.values.data(), sizeof figures.values[0], figures.values.size(), out_);
  }

  nodestats_engine* const engine_;
  std::FILE* const out_;
  int64_t begin_s_ = kFirstMidnightS;  // of the day
  int64_t now_ms_ = 0;
  std::string layout_;
};

void Play(std::string_view mode, const char* geo_path) {
  Plan plan(stdin);
  nodestats_engine* engine = Open(mode, geo_path);
  Player player(engine, stdout);
  for (int node = 0; node < plan.nodes(); ++node) player.PlayNode(plan, plan.NextNode());
  nodestats_close(engine);
}

}  // namespace
}  // namespace nodestats

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (argc != 3 || (mode != "stream-hour" && mode != "stream-day" && mode != "binned")) {
    std::fputs("usage: player stream-hour|stream-day|binned GEODB <PLAN >FIGURES\n", stderr);
    return 2;
  }
  nodestats::Play(mode, argv[2]);
  return std::fflush(stdout) == 0 ? 0 : 1;
}
