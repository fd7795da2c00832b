// A store whose writer is killed at any moment holds what it had said that it had.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <thread>

#include "store/made_release.h"
#include "store/packed_release.h"
#include "store/sqlite.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kDayStart = int64_t{20000} * 86400;
constexpr int kKills = 50;
constexpr uint32_t kNodes = 8;  // in a batch

std::vector<Fetched> BatchOf(int64_t hour) {
  std::vector<Fetched> batch;
  for (uint32_t node = 1; node <= kNodes; ++node) {
    batch.push_back(AnswerOf(node, kDayStart + hour * 3600));
    batch.back().releases.push_back(
        Verified({.start = kDayStart + hour * 3600, .node = node, .value = [hour](VectorId, int) { return hour; }}));
  }
  return batch;
}

// Saves hour after hour from `first` on, and says of each that it is saved, in the pipe, until it is killed.
[[noreturn]] void SaveForEver(const std::string& path, int64_t first, int out) {
  auto store = Store::Open(path);
  if (!store.ok()) _exit(1);
  for (int64_t hour = first;; ++hour) {
    if (!(*store)->Save(BatchOf(hour)).ok() || !(*store)->SetCursor("hour", hour).ok()) _exit(2);
    if (write(out, &hour, sizeof hour) != sizeof hour) _exit(3);
  }
}

// Kills such a writer after `patience`; gives the last hour that it said it had saved, or `first` - 1.
int64_t KillAWriter(const std::string& path, int64_t first, std::chrono::microseconds patience) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    SaveForEver(path, first, ends[1]);
  }
  close(ends[1]);
  std::this_thread::sleep_for(patience);
  kill(child, SIGKILL);
  int result = 0;
  waitpid(child, &result, 0);
  EXPECT_TRUE(WIFSIGNALED(result)) << "the writer ended by itself: " << WEXITSTATUS(result);
  int64_t said = first - 1;
  int64_t hour = 0;
  while (read(ends[0], &hour, sizeof hour) == sizeof hour) said = hour;
  close(ends[0]);
  return said;
}

void ExpectSound(const std::string& path) {
  auto database = Database::Open(path, SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(database.ok());
  Statement check(*database, "PRAGMA integrity_check");
  Rows rows = check.Query();
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Bytes(0), "ok");
}

// Number of releases of each hour; in the table, and in what the view reads.
std::map<int64_t, uint32_t> HoursHeld(Store& store) {
  std::map<int64_t, uint32_t> hours;
  const auto held = store.ReleasesAfter(0, 1'000'000);
  EXPECT_TRUE(held.ok());
  for (const StoredRelease& release : *held) ++hours[(release.start_unix_seconds - kDayStart) / 3600];
  return hours;
}

std::map<int64_t, uint32_t> HoursInView(Store& store) {
  std::map<int64_t, uint32_t> hours;
  const absl::Status status =
      store.ForEachNodeDay(kDayStart, kDayStart + int64_t{86400} * 10000, [&hours](const NodeDay& day) {
        PackedReader reader(day.packed);
        while (reader.NextRelease()) {
          ++hours[(day.day_start_unix_seconds - kDayStart) / 3600 + std::countr_zero(reader.covered_hours())];
        }
        EXPECT_TRUE(reader.ok());
        return true;
      });
  EXPECT_TRUE(status.ok()) << status;
  return hours;
}

TEST(Kill, LosesNothingThatWasSaid) {
  const TemporaryFolder folder;
  const std::string path = folder.File("store.db");
  std::mt19937_64 random(1);
  int64_t said = -1;
  int64_t rounds_with_saves = 0;
  for (int i = 0; i < kKills; ++i) {
    const int64_t before = said;
    said = KillAWriter(path, said + 1, std::chrono::microseconds(random() % 40'000));
    rounds_with_saves += said > before ? 1 : 0;
    if (access(path.c_str(), F_OK) != 0) continue;  // killed before it made the file
    const auto store = Store::Open(path);           // also: a killed writer's lock is gone
    ASSERT_TRUE(store.ok()) << store.status();
    const std::map<int64_t, uint32_t> held = HoursHeld(**store);
    for (int64_t hour = 0; hour <= said; ++hour) ASSERT_EQ(held.count(hour), 1U) << "hour " << hour << ", kill " << i;
    for (const auto& [hour, count] : held) EXPECT_EQ(count, kNodes) << "a batch was torn, hour " << hour;
    EXPECT_EQ(HoursInView(**store), held);
    EXPECT_GE(*(*store)->Cursor("hour"), said >= 0 ? said : 0);
  }
  ExpectSound(path);
  EXPECT_GT(rounds_with_saves, kKills / 4) << "most writers were killed before they did anything";
}

}  // namespace
}  // namespace nodestats::crawler
