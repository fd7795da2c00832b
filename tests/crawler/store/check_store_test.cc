#include "store/check_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "store/made_release.h"
#include "store/packed_release.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int64_t kDayStart = int64_t{20000} * 86400;
constexpr uint32_t kNodes = 20;

Made HourOf(uint32_t node) {
  return {.start = kDayStart, .node = node, .value = [](VectorId, int key) { return int64_t{1000} + key; }};
}

class CheckStoreTest : public ::testing::Test {
 protected:
  CheckStoreTest() {
    const auto store = *Store::Open(path_);
    for (uint32_t node = 1; node <= kNodes; ++node) {
      Fetched fetched = AnswerOf(node, kDayStart + 86400);
      fetched.releases.push_back(Verified(HourOf(node)));
      EXPECT_TRUE(store->Save({fetched}).ok());
    }
  }

  std::string Read() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // Checks the store with one bit of the byte at `at` changed, and puts it right again.
  absl::Status CheckWithout(size_t at) {
    const char byte = Read()[at];
    Write(at, static_cast<char>(byte ^ 4));
    absl::Status status = Check();
    Write(at, byte);
    return status;
  }
  absl::Status Check() const { return CheckStore(path_, stop_); }

  void Write(size_t at, char byte) {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(byte);
  }

  // Each 37th byte of each place where the file has `bytes`.
  void ExpectSeenWithin(const std::string& bytes) {
    const std::string file = Read();
    int places = 0;
    for (size_t at = file.find(bytes); at != std::string::npos; at = file.find(bytes, at + 1), ++places) {
      for (size_t i = 0; i < bytes.size(); i += 37) {
        const absl::Status status = CheckWithout(at + i);
        EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << "byte " << i;
        EXPECT_THAT(std::string(status.message()), AllOf(HasSubstr(path_ + " is damaged"), HasSubstr("move the file")));
      }
    }
    EXPECT_GE(places, 1);
  }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.File("store.db");
  std::atomic<bool> stop_{false};
};

TEST_F(CheckStoreTest, FindsNothingWhereNothingIsDamaged) { EXPECT_TRUE(Check().ok()) << Check(); }

// Changes that SQLite itself does not see, since its pages stay in order.
TEST_F(CheckStoreTest, SeesAChangedBitOfARelease) {
  const VerifiedRelease release = Verified(HourOf(7));
  ExpectSeenWithin(release.payload);
  ExpectSeenWithin(release.signature);
}

TEST_F(CheckStoreTest, SeesAChangedBitOfANodeDay) { ExpectSeenWithin(Pack(MakeRelease(HourOf(7)))); }

// In the node's row, its index and the signed release; the place's own row is learnt anew in each round.
TEST_F(CheckStoreTest, SeesAChangedBitOfWhoTheNodeIs) {
  const std::string file = Read();
  const std::string instance = InstanceOf(HourOf(7));
  int places = 0, seen = 0;
  for (size_t at = file.find(instance); at != std::string::npos; at = file.find(instance, at + 1), ++places) {
    seen += CheckWithout(at).code() == absl::StatusCode::kDataLoss ? 1 : 0;
  }
  EXPECT_EQ(places, 4);
  EXPECT_EQ(seen, 3);
}

TEST_F(CheckStoreTest, SeesABrokenPage) { EXPECT_EQ(CheckWithout(8192).code(), absl::StatusCode::kDataLoss); }

TEST_F(CheckStoreTest, EndsWhenItIsToldTo) {
  Write(Read().find(Verified(HourOf(7)).payload), 'x');
  stop_ = true;
  EXPECT_TRUE(Check().ok());
}

TEST_F(CheckStoreTest, SaysThatThereIsNoFile) { EXPECT_FALSE(CheckStore(folder_.File("none.db"), stop_).ok()); }

}  // namespace
}  // namespace nodestats::crawler
