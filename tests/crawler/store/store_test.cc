#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "store/made_release.h"
#include "store/packed_release.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int64_t kDayS = 86400;
constexpr int64_t kDayStart = 20000 * kDayS;

class StoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<Store> Open() {
    absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(path_);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  static Fetched Answer(const std::vector<Made>& releases) {
    Fetched fetched = AnswerOf(releases.empty() ? 1 : releases[0].node, kDayStart + 2 * kDayS);
    for (const Made& made : releases) fetched.releases.push_back(Verified(made));
    return fetched;
  }

  static Made HourAt(int64_t start, int64_t streams = 5, uint32_t node = 1) {
    return {.start = start, .node = node, .value = [streams](VectorId, int) { return streams; }};
  }

  static int NodeDays(Store& store, int64_t from, int64_t to, int* releases = nullptr) {
    int days = 0;
    const absl::Status status = store.ForEachNodeDay(from, to, [&](const NodeDay& day) {
      PackedReader reader(day.packed);
      while (reader.NextRelease()) {
        if (releases != nullptr) ++*releases;
      }
      EXPECT_TRUE(reader.ok());
      ++days;
      return true;
    });
    EXPECT_TRUE(status.ok()) << status;
    return days;
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.File("store.db");
};

TEST_F(StoreTest, GivesBackReleasesAsTheyWereReceived) {
  Fetched fetched = Answer({HourAt(kDayStart), HourAt(kDayStart + 3600)});
  fetched.releases[1].delegated = true;
  fetched.releases[1].signer = AccountOf(77);
  const auto saved = Open()->Save({fetched});
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->added, 2);
  const auto held = Open()->ReleasesAfter(0, 100);
  ASSERT_TRUE(held.ok());
  ASSERT_THAT(*held, SizeIs(2));
  const StoredRelease& second = (*held)[1];
  EXPECT_GT(second.sequence, (*held)[0].sequence);
  EXPECT_EQ(second.recipient, AccountOf(1));
  EXPECT_EQ(second.signer, AccountOf(77));
  EXPECT_EQ(second.instance_id, fetched.releases[1].release.instance_id());
  EXPECT_EQ(second.window, v1::WINDOW_1H);
  EXPECT_EQ(second.start_unix_seconds, kDayStart + 3600);
  EXPECT_EQ(second.end_unix_seconds, kDayStart + 7200);
  EXPECT_TRUE(second.delegated);
  EXPECT_FALSE(second.contradicts);
  EXPECT_EQ(second.payload, fetched.releases[1].payload);
  EXPECT_EQ(second.signature, fetched.releases[1].signature);
  EXPECT_EQ(second.received_unix_seconds, fetched.finished_unix_seconds);
}

TEST_F(StoreTest, KnowsAReleaseAgain) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart)})}).ok());
  const auto again = store->Save({Answer({HourAt(kDayStart)}), Answer({HourAt(kDayStart)})});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->added, 0);
  EXPECT_EQ(again->known, 2);
  EXPECT_THAT(*store->ReleasesAfter(0, 100), SizeIs(1));
  int releases = 0;
  NodeDays(*store, kDayStart, kDayStart + kDayS, &releases);
  EXPECT_EQ(releases, 1);
}

TEST_F(StoreTest, KeepsAndFlagsAChangedStoryButDoesNotShowIt) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart, 5)})}).ok());
  const auto changed = store->Save({Answer({HourAt(kDayStart, 6)})});
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->contradicting, 1);
  EXPECT_EQ(changed->added, 0);
  const auto held = *store->ReleasesAfter(0, 100);
  ASSERT_THAT(held, SizeIs(2));
  EXPECT_FALSE(held[0].contradicts);
  EXPECT_TRUE(held[1].contradicts);
  std::vector<int64_t> streams;
  ASSERT_TRUE(store
                  ->ForEachNodeDay(kDayStart, kDayStart + 1,
                                   [&](const NodeDay& day) {
                                     PackedReader reader(day.packed);
                                     PackedVector vector;
                                     while (reader.NextRelease() && reader.NextVector(vector)) {
                                       streams.push_back(vector.values[0]);
                                     }
                                     return true;
                                   })
                  .ok());
  EXPECT_THAT(streams, ElementsAre(5));
  EXPECT_EQ((*store->Endpoints())[0].contradictions, 1);
  // The same lie again is known.
  EXPECT_EQ(store->Save({Answer({HourAt(kDayStart, 6)})})->known, 1);
}

TEST_F(StoreTest, DoesNotFillUpWithEverNewStories) {
  const auto store = Open();
  for (int64_t i = 0; i < 50; ++i) ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart, i)})}).ok());
  EXPECT_THAT(*store->ReleasesAfter(0, 100), SizeIs(4));
  EXPECT_EQ((*store->Endpoints())[0].contradictions, 49);
}

TEST_F(StoreTest, TellsInstancesRecipientsAndWindowsApart) {
  const auto store = Open();
  Made other_instance = HourAt(kDayStart);
  other_instance.instance = 2;
  Made block = HourAt(kDayStart);
  block.window = kBlock;
  const auto saved =
      store->Save({Answer({HourAt(kDayStart), other_instance, block}), Answer({HourAt(kDayStart, 5, 2)})});
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->added, 4);
  EXPECT_EQ(NodeDays(*store, kDayStart, kDayStart + kDayS), 3);
}

TEST_F(StoreTest, NewestEndMovesByAcceptedReleasesOnly) {
  const auto store = Open();
  Fetched fetched = Answer({HourAt(kDayStart + 3600)});
  ASSERT_TRUE(store->Save({fetched}).ok());
  EXPECT_EQ((*store->Endpoints())[0].newest_end_unix_seconds, kDayStart + 7200);
  // An older one, a failure, and one that contradicts leave it.
  Fetched failed = Answer({});
  failed.reason = Reason::kTimeout;
  failed.detail = "no answer";
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart)}), failed, Answer({HourAt(kDayStart + 3600, 9)})}).ok());
  const EndpointState state = (*store->Endpoints())[0];
  EXPECT_EQ(state.newest_end_unix_seconds, kDayStart + 7200);
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart + 7200)})}).ok());
  EXPECT_EQ((*store->Endpoints())[0].newest_end_unix_seconds, kDayStart + 10800);
}

TEST_F(StoreTest, RemembersWhoAnsweredAndHow) {
  const auto store = Open();
  Fetched fetched = Answer({HourAt(kDayStart)});
  fetched.software_version = "nodestats/0.1.0";
  fetched.endpoint.tls = false;
  fetched.endpoint.port = 443;
  fetched.endpoint.origin = Origin::kNode;
  ASSERT_TRUE(store->Save({fetched}).ok());
  Fetched failed = Answer({});
  failed.endpoint = fetched.endpoint;
  failed.reason = Reason::kBadSignature;
  failed.detail = "signed by another";
  failed.rejected = 3;
  failed.finished_unix_seconds += 60;
  ASSERT_TRUE(store->Save({failed}).ok());
  const auto states = *store->Endpoints();
  ASSERT_THAT(states, SizeIs(1));
  const EndpointState& state = states[0];
  EXPECT_EQ(state.endpoint.recipient, AccountOf(1));
  EXPECT_EQ(state.endpoint.uri, fetched.endpoint.uri);
  EXPECT_EQ(state.endpoint.address, fetched.endpoint.address);
  EXPECT_EQ(state.endpoint.host, fetched.endpoint.host);
  EXPECT_EQ(state.endpoint.port, 443);
  EXPECT_FALSE(state.endpoint.tls);
  EXPECT_EQ(state.endpoint.origin, Origin::kNode);
  EXPECT_EQ(state.reason, Reason::kBadSignature);
  EXPECT_EQ(state.detail, "signed by another");
  EXPECT_EQ(state.rejected, 3);
  EXPECT_EQ(state.asked_unix_seconds, failed.finished_unix_seconds);
  EXPECT_EQ(state.answered_unix_seconds, fetched.finished_unix_seconds);
  EXPECT_EQ(state.signer, AccountOf(1));
  EXPECT_EQ(state.privacy_mode, v1::PRIVACY_MODE_STREAM_HOUR);
  EXPECT_EQ(state.instance_id, fetched.releases[0].release.instance_id());
  EXPECT_EQ(state.software_version, "nodestats/0.1.0");
}

TEST_F(StoreTest, NodeDaysHoldTheReleasesThatBeginInThem) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart + 23 * 3600), HourAt(kDayStart + 24 * 3600)})}).ok());
  int releases = 0;
  EXPECT_EQ(NodeDays(*store, kDayStart, kDayStart + kDayS, &releases), 1);
  EXPECT_EQ(releases, 1);
  EXPECT_EQ(NodeDays(*store, kDayStart + kDayS - 1, kDayStart + kDayS + 1, &releases), 2);
  EXPECT_EQ(NodeDays(*store, kDayStart + 2 * kDayS, kDayStart + 3 * kDayS), 0);
  EXPECT_EQ(NodeDays(*store, kDayStart - kDayS, kDayStart), 0);
}

TEST_F(StoreTest, NodeDaysGrowOverSavesByteForByte) {
  const auto store = Open();
  std::string expected;
  for (int64_t hour = 0; hour < 24; ++hour) {
    const Made made = HourAt(kDayStart + hour * 3600, hour - 12);
    expected += Pack(MakeRelease(made));
    ASSERT_TRUE(store->Save({Answer({made})}).ok());
  }
  std::string packed;
  ASSERT_TRUE(store
                  ->ForEachNodeDay(kDayStart, kDayStart + kDayS,
                                   [&packed](const NodeDay& day) {
                                     packed = std::string(day.packed);
                                     return true;
                                   })
                  .ok());
  EXPECT_EQ(packed, expected);
}

TEST_F(StoreTest, StopsAtANodeDayWhenToldTo) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart)}), Answer({HourAt(kDayStart, 5, 2)})}).ok());
  int seen = 0;
  ASSERT_TRUE(store->ForEachNodeDay(kDayStart, kDayStart + kDayS, [&seen](const NodeDay&) { return ++seen > 9; }).ok());
  EXPECT_EQ(seen, 1);
}

TEST_F(StoreTest, SaveIsAllOrNothing) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({}).ok());
  EXPECT_THAT(*store->Endpoints(), IsEmpty());
}

TEST_F(StoreTest, CursorsAndItemsOutliveTheProcess) {
  {
    const auto store = Open();
    EXPECT_EQ(*store->Cursor("http://a"), 0);
    EXPECT_EQ(store->Get("list").status().code(), absl::StatusCode::kNotFound);
    ASSERT_TRUE(store->SetCursor("http://a", 7).ok());
    ASSERT_TRUE(store->SetCursor("http://a", 9).ok());
    ASSERT_TRUE(store->SetCursor("http://b", 1).ok());
    ASSERT_TRUE(store->Put("list", std::string("old")).ok());
    ASSERT_TRUE(store->Put("list", std::string("a\0b\xff", 4)).ok());
    ASSERT_TRUE(store->Put("empty", "").ok());
  }
  const auto store = Open();
  EXPECT_EQ(*store->Cursor("http://a"), 9);
  EXPECT_EQ(*store->Cursor("http://b"), 1);
  EXPECT_EQ(*store->Get("list"), std::string("a\0b\xff", 4));
  EXPECT_EQ(*store->Get("empty"), "");
}

TEST_F(StoreTest, ReadersGoOnWhereTheyStopped) {
  const auto store = Open();
  for (int64_t i = 0; i < 5; ++i) ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart + i * 3600)})}).ok());
  const auto first = *store->ReleasesAfter(0, 2);
  ASSERT_THAT(first, SizeIs(2));
  const auto rest = *store->ReleasesAfter(first[1].sequence, 100);
  ASSERT_THAT(rest, SizeIs(3));
  EXPECT_EQ(rest[0].start_unix_seconds, kDayStart + 2 * 3600);
  EXPECT_THAT(*store->ReleasesAfter(rest[2].sequence, 100), IsEmpty());
}

TEST_F(StoreTest, RetentionRemovesWhatEndedBefore) {
  const auto store = Open();
  std::vector<Made> releases;
  for (int64_t hour = 0; hour < 72; ++hour) releases.push_back(HourAt(kDayStart + hour * 3600));
  ASSERT_TRUE(store->Save({Answer(releases)}).ok());
  const int64_t last = store->ReleasesAfter(0, 100)->back().sequence;
  const auto removed = store->Retain(kDayStart + kDayS + 1, 0);
  ASSERT_TRUE(removed.ok());
  EXPECT_EQ(*removed, 24);
  EXPECT_THAT(*store->ReleasesAfter(0, 100), SizeIs(48));
  EXPECT_EQ(NodeDays(*store, kDayStart, kDayStart + 3 * kDayS), 2);
  EXPECT_EQ(*store->Retain(kDayStart + kDayS + 1, 0), 0);
  // All gone; sequences go on, so that no reader misses what comes next.
  EXPECT_EQ(*store->Retain(kDayStart + 30 * kDayS, 0), 48);
  EXPECT_EQ(NodeDays(*store, kDayStart, kDayStart + 3 * kDayS), 0);
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart + 40 * kDayS)})}).ok());
  EXPECT_THAT(*store->ReleasesAfter(last, 100), SizeIs(1));
}

TEST_F(StoreTest, RetentionKeepsADayUntilItIsOver) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart), HourAt(kDayStart + 23 * 3600)})}).ok());
  EXPECT_EQ(*store->Retain(kDayStart + kDayS, 0), 1);
  EXPECT_EQ(NodeDays(*store, kDayStart, kDayStart + kDayS), 1);
}

TEST_F(StoreTest, RetentionForgetsPlacesThatAreNotAskedAnyMore) {
  const auto store = Open();
  for (const int64_t asked : {100, 200}) {
    Fetched fetched = Answer({});
    fetched.endpoint.address = absl::StrCat("192.0.2.", asked);
    fetched.finished_unix_seconds = asked;
    ASSERT_TRUE(store->Save({fetched}).ok());
  }
  ASSERT_TRUE(store->Retain(0, 101).ok());
  const auto rest = store->Endpoints();
  ASSERT_THAT(*rest, SizeIs(1));
  EXPECT_EQ((*rest)[0].endpoint.address, "192.0.2.200");
}

TEST_F(StoreTest, RefusesASecondWriterByName) {
  const auto first = Open();
  const auto second = Store::Open(path_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(second.status().message(), absl::StrCat("another crawler (process ", getpid(), ") writes ", path_,
                                                    "; stop it or give another --store"));
}

TEST_F(StoreTest, LetsAnotherWriteOnceTheFirstIsGone) {
  Open().reset();
  EXPECT_NE(Open(), nullptr);
}

TEST_F(StoreTest, ReadersReadBesideAWriter) {
  const auto writer = Open();
  ASSERT_TRUE(writer->Save({Answer({HourAt(kDayStart)})}).ok());
  auto reader = Store::OpenReadOnly(path_);
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_THAT(*(*reader)->ReleasesAfter(0, 100), SizeIs(1));
  ASSERT_TRUE(writer->Save({Answer({HourAt(kDayStart + 3600)})}).ok());
  EXPECT_THAT(*(*reader)->ReleasesAfter(0, 100), SizeIs(2));
  EXPECT_EQ(NodeDays(**reader, kDayStart, kDayStart + kDayS), 1);
}

TEST_F(StoreTest, ReadersDoNotWrite) {
  Open().reset();
  const auto reader = *Store::OpenReadOnly(path_);
  const auto code = absl::StatusCode::kFailedPrecondition;
  EXPECT_EQ(reader->Save({Answer({HourAt(kDayStart)})}).status().code(), code);
  EXPECT_EQ(reader->SetCursor("a", 1).code(), code);
  EXPECT_EQ(reader->Put("a", "b").code(), code);
  EXPECT_EQ(reader->Retain(kDayStart, 0).status().code(), code);
  EXPECT_THAT(*reader->Endpoints(), IsEmpty());
}

TEST_F(StoreTest, SaysWhereThereIsNoFile) {
  const auto reader = Store::OpenReadOnly(folder_.File("none.db"));
  EXPECT_EQ(reader.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(reader.status().message()), HasSubstr("none.db: no such file"));
}

TEST_F(StoreTest, SaysWhereTheFolderIsMissing) {
  const auto store = Store::Open(folder_.File("none/store.db"));
  EXPECT_EQ(store.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("check that its folder is writable"));
}

TEST_F(StoreTest, LeavesOtherFilesAlone) {
  std::ofstream(path_) << std::string(5000, 'x');
  for (const auto& status : {Store::Open(path_).status(), Store::OpenReadOnly(path_).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()), HasSubstr("damaged, or no store"));
  }
  EXPECT_EQ(std::ifstream(path_).get(), 'x');
}

TEST_F(StoreTest, LeavesOtherProgramsDatabasesAlone) {
  {
    auto other = Database::Open(path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    ASSERT_TRUE(other->Run("CREATE TABLE release(a)").ok());
  }
  const auto store = Store::Open(path_);
  EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("of another program"));
}

TEST_F(StoreTest, SaysOfWhichOtherVersionAFileIsAndWhatToDo) {
  Open().reset();
  const auto set_version = [this](int version) {
    auto database = Database::Open(path_, SQLITE_OPEN_READWRITE);
    ASSERT_TRUE(database->Run(absl::StrCat("PRAGMA user_version = ", version).c_str()).ok());
  };
  const auto expect = [this](const std::string& age, const std::string& schema, const std::string& advice) {
    for (const auto& status : {Store::Open(path_).status(), Store::OpenReadOnly(path_).status()}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_THAT(std::string(status.message()), AllOf(HasSubstr(age), HasSubstr(schema), HasSubstr(advice)));
    }
  };
  set_version(99);
  expect("a newer nodestats-crawl", "schema 99", "give another --store");
  set_version(kSchemaVersion - 1);
  expect("an older nodestats-crawl", absl::StrCat("schema ", kSchemaVersion - 1), "move the file away");
}

// The page is whole to SQLite, and only the figures are not.
TEST_F(StoreTest, ADamagedReleaseIsNotGivenAndIsNoContradiction) {
  const auto store = Open();
  ASSERT_TRUE(store->Save({Answer({HourAt(kDayStart)}), Answer({HourAt(kDayStart, 5, 2)})}).ok());
  auto database = Database::Open(path_, SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(database->Run("UPDATE release SET payload = CAST(payload || 'x' AS BLOB) WHERE sequence = 1").ok());
  const auto releases = *store->ReleasesAfter(0, 10);
  ASSERT_THAT(releases, SizeIs(2));
  EXPECT_EQ(releases[0].payload, "");
  EXPECT_NE(releases[1].payload, "");
  const auto again = store->Save({Answer({HourAt(kDayStart)})});
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->contradicting, 0);
  EXPECT_EQ(again->known, 1);
}

TEST_F(StoreTest, SurvivesACrashOfTheMachine) {
  const auto store = Open();
  auto database = Database::Open(path_, SQLITE_OPEN_READONLY);
  Statement mode(*database, "PRAGMA journal_mode");
  Rows rows = mode.Query();
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Bytes(0), "wal");
}

// In a child, whose files may not grow beyond what they are: what had been saved stays.
TEST_F(StoreTest, SaysThatTheDiskIsFullAndKeepsWhatItHad) {
  ASSERT_TRUE(Open()->Save({Answer({HourAt(kDayStart)})}).ok());
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    auto store = Store::Open(path_);
    const rlimit limit = {64 << 10, 64 << 10};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::vector<Fetched> batch;
    for (uint32_t node = 0; node < 200; ++node) {
      batch.push_back(Answer({{.window = kDay, .start = kDayStart, .node = node}}));
    }
    const absl::Status status = store.ok() ? (*store)->Save(batch).status() : store.status();
    const bool has_words = status.message().find(path_) != absl::string_view::npos;
    _exit(status.ok() ? 1 : has_words ? 0 : 2);
  }
  int result = 0;
  waitpid(child, &result, 0);
  EXPECT_EQ(WEXITSTATUS(result), 0) << "1: saved all the same; 2: no words";
  const auto store = Open();
  EXPECT_THAT(*store->ReleasesAfter(0, 1000), SizeIs(1));
  EXPECT_THAT(*store->Endpoints(), SizeIs(1));
}

TEST_F(StoreTest, WordsForAFullDisk) {
  auto database = Database::Open(path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const absl::Status status = database->Failure(SQLITE_FULL);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()), HasSubstr("no space left for " + path_));
}

TEST_F(StoreTest, MayBeUsedByManyThreads) {
  const auto store = Open();
  std::vector<std::thread> threads;
  for (uint32_t node = 1; node <= 4; ++node) {
    threads.emplace_back([&store, node] {
      for (int64_t hour = 0; hour < 24; ++hour) {
        EXPECT_TRUE(store->Save({Answer({HourAt(kDayStart + hour * 3600, 1, node)})}).ok());
        NodeDays(*store, kDayStart, kDayStart + kDayS);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  int releases = 0;
  EXPECT_EQ(NodeDays(*store, kDayStart, kDayStart + kDayS, &releases), 4);
  EXPECT_EQ(releases, 96);
}

TEST_F(StoreTest, HostileTextComesBackAsItIs) {
  const auto store = Open();
  Fetched fetched = Answer({HourAt(kDayStart)});
  fetched.endpoint.uri = "https://'; DROP TABLE release; --\"\n\x01";
  fetched.detail = std::string("nul\0inside", 10);
  ASSERT_TRUE(store->Save({fetched}).ok());
  const auto states = *store->Endpoints();
  EXPECT_EQ(states[0].endpoint.uri, fetched.endpoint.uri);
  EXPECT_EQ(states[0].detail, fetched.detail);
  EXPECT_THAT(*store->ReleasesAfter(0, 10), SizeIs(1));
}

}  // namespace
}  // namespace nodestats::crawler
