// How long the network's view takes: crawler_view FILE [NODES] fills a new store with a week of NODES nodes (10,000) in
// mode stream-hour, and times BuildSnapshot with the file's pages in memory and without.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/made_release.h"
#include "store/store.h"
#include "view/build_view.h"

namespace nodestats::crawler {
namespace {

constexpr int kDays = 7;
constexpr int kHours = 24;
constexpr int64_t kDayS = kHours * kHourS;
constexpr int64_t kStart = 1790035200 / kDayS * kDayS;
constexpr uint32_t kBatch = 256;
constexpr int kRuns = 5;

double Seconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  std::exit(1);
}

// Releases of one node's day, with noise of the usual size: the same for all nodes but for who and when.
std::vector<v1::Release> DayTemplate() {
  std::mt19937_64 random(1);
  std::vector<v1::Release> releases;
  for (const Window window : {kHour, kBlock, kDay}) {
    Made made;
    made.window = window;
    made.value = [&random, window](VectorId id, int key) {
      const double unit = id == kEncodedPixels ? static_cast<double>(NominalPixels(key)) / 1000
                                               : static_cast<double>(SpecOf(id).divisor);
      std::exponential_distribution<double> size(1 / (unit * NoiseOf(id, window) / 1.4));
      return static_cast<int64_t>(random() % 2 == 0 ? size(random) : -size(random));
    };
    for (int64_t start = 0; start < kDayS; start += kWindows[window].length_s) {
      made.start = start;
      releases.push_back(MakeRelease(made));
    }
  }
  return releases;
}

// One batch of nodes, as a crawl at the end of `day` finds them.
std::vector<Fetched> Answers(const std::vector<v1::Release>& day_template, int day, uint32_t first, uint32_t nodes) {
  const int64_t start = kStart + day * kDayS;
  std::vector<Fetched> batch;
  for (uint32_t node = first; node < std::min(first + kBatch, nodes); ++node) {
    batch.push_back(AnswerOf(node, start + kDayS + 60));
    for (v1::Release release : day_template) {
      release.set_start_unix_seconds(release.start_unix_seconds() + start);
      release.set_end_unix_seconds(release.end_unix_seconds() + start);
      Made who;
      who.node = node;
      release.set_instance_id(InstanceOf(who));
      release.set_recipient(AccountText(AccountOf(node)));
      release.set_signer(release.recipient());
      batch.back().releases.push_back(Verified(std::move(release)));
    }
  }
  return batch;
}

void Fill(Store& store, uint32_t nodes) {
  const std::vector<v1::Release> day_template = DayTemplate();
  double seconds = 0;
  int64_t releases = 0;
  for (int day = 0; day < kDays; ++day) {
    for (uint32_t first = 0; first < nodes; first += kBatch) {
      const std::vector<Fetched> batch = Answers(day_template, day, first, nodes);
      const auto since = std::chrono::steady_clock::now();
      const auto saved = store.Save(batch);
      seconds += Seconds(since);
      Check(saved.status());
      releases += saved->added;
    }
  }
  std::printf("saved %lld releases of %d node days in %.1f s: %.0f answers/s of a day each, %.0f releases/s\n",
              static_cast<long long>(releases), static_cast<int>(nodes) * kDays, seconds, nodes * kDays / seconds,
              static_cast<double>(releases) / seconds);
}

// One more hour, as a crawl each hour finds it.
void SaveAnHour(Store& store, uint32_t nodes) {
  double seconds = 0;
  Made made;
  made.start = kStart + kDays * kDayS;
  for (uint32_t first = 0; first < nodes; first += kBatch) {
    std::vector<Fetched> batch;
    for (made.node = first; made.node < std::min(first + kBatch, nodes); ++made.node) {
      batch.push_back(AnswerOf(made.node, made.start + kHourS + 60));
      batch.back().releases.push_back(Verified(made));
    }
    const auto since = std::chrono::steady_clock::now();
    Check(store.Save(batch).status());
    seconds += Seconds(since);
  }
  std::printf("saved one more hour of %u nodes in %.2f s: %.0f nodes/s\n", nodes, seconds, nodes / seconds);
}

void ForgetPages(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY);
  fsync(fd);
  posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  close(fd);
}

void TimeView(Store& store, const char* name) {
  ViewInputs inputs;
  inputs.now_unix_seconds = kStart + kDays * kDayS + kHourS + 60;
  const auto since = std::chrono::steady_clock::now();
  const absl::StatusOr<Snapshot> snapshot = BuildSnapshot(store, inputs);
  const double seconds = Seconds(since);
  Check(snapshot.status());
  std::printf("view %s: %.2f s, %zu hours, %zu days, %d instances\n", name, seconds, snapshot->hours.size(),
              snapshot->days.size(), snapshot->week->participation.instances);
}

int Main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FILE [NODES]\n", argv[0]);
    return 2;
  }
  const std::string path = argv[1];
  const auto nodes = static_cast<uint32_t>(argc > 2 ? std::atoi(argv[2]) : 10'000);
  auto store = Store::Open(path);
  Check(store.status());
  const auto endpoints = (*store)->Endpoints();
  Check(endpoints.status());
  if (endpoints->empty()) {
    Fill(**store, nodes);
    SaveAnHour(**store, nodes);
  }
  ForgetPages(path);
  TimeView(**store, "cold");
  for (int i = 0; i < kRuns; ++i) TimeView(**store, "warm");
  return 0;
}

}  // namespace
}  // namespace nodestats::crawler

int main(int argc, char** argv) { return nodestats::crawler::Main(argc, argv); }
