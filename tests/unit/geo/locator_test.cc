#include "geo/locator.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "load.h"
#include "mmdb_records.h"
#include "temporary_folder.h"

namespace nodestats {
namespace {

// A database that says `code` of 8.8.8.8.
std::string DatabaseOf(const std::string& code) { return MmdbWriter().Add("8.8.8.0/24", FlatCountry(code)).Bytes(); }

std::string CountryOf(const Locator& locator) {
  return std::string(CountryCode(locator.Lookup(AddressOf("8.8.8.8").bytes.data()).country));
}

class LocatorTest : public testing::Test {
 protected:
  const TemporaryFolder folder_;
  Locator locator_{kAnySize};
};

TEST_F(LocatorTest, WithoutADatabaseEveryPlaceIsUnknown) {
  EXPECT_EQ(CountryOf(locator_), "ZZ");
  EXPECT_EQ(locator_.Lookup(AddressOf("8.8.8.8").bytes.data()).cell, kNoCell);
  EXPECT_EQ(locator_.current(), nullptr);
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
}

TEST_F(LocatorTest, AnUnchangedFileIsNotReadAgain) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "FR");
  const auto before = locator_.current();
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
  EXPECT_EQ(locator_.current(), before);
}

TEST_F(LocatorTest, ANamedFileIsReadEvenIfUnchanged) {
  const std::string path = folder_.Write("db", DatabaseOf("FR"));
  ASSERT_EQ(locator_.Reload(path.c_str()), NODESTATS_OK);
  const auto before = locator_.current();
  EXPECT_EQ(locator_.Reload(path.c_str()), NODESTATS_OK);
  EXPECT_NE(locator_.current(), before);
}

TEST_F(LocatorTest, AReplacedFileIsTaken) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  folder_.Replace("db", DatabaseOf("SE"));
  EXPECT_EQ(CountryOf(locator_), "FR");
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
}

TEST_F(LocatorTest, AFileWrittenOverIsTaken) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  folder_.Write("db", MmdbWriter().Add("8.8.0.0/16", FlatCountry("SE")).Bytes());  // of another size
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, ABadFileLeavesTheOldDatabaseInUseAndIsTriedOnce) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  folder_.Replace("db", "no database");
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_EGEOINVALID);
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "FR");
  folder_.Replace("db", DatabaseOf("SE"));
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, AFileThatGoesAwayIsMissedOnce) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  ASSERT_EQ(unlink(folder_.PathOf("db").c_str()), 0);
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_EGEOOPEN);
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "FR");
  folder_.Write("db", DatabaseOf("SE"));
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, AnotherFileIsWatchedOnlyIfItIsGood) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  EXPECT_EQ(locator_.Reload(folder_.Write("bad", "no database").c_str()), NODESTATS_EGEOINVALID);
  EXPECT_EQ(locator_.Reload(""), NODESTATS_EGEOOPEN);
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
  folder_.Replace("db", DatabaseOf("SE"));
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
  EXPECT_EQ(locator_.Reload(folder_.Write("other", DatabaseOf("ES")).c_str()), NODESTATS_OK);
  folder_.Replace("db", DatabaseOf("IT"));
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "ES");
}

TEST_F(LocatorTest, AFailureToBeginWithIsNotWatched) {
  EXPECT_EQ(locator_.Reload(folder_.PathOf("db").c_str()), NODESTATS_EGEOOPEN);
  folder_.Write("db", DatabaseOf("FR"));
  EXPECT_EQ(locator_.Reload(nullptr), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "ZZ");
}

TEST_F(LocatorTest, TheLargestSizeHolds) {
  const std::string bytes = DatabaseOf("FR");
  Locator locator(bytes.size() - 1);
  EXPECT_EQ(locator.Reload(folder_.Write("db", bytes).c_str()), NODESTATS_EGEOSIZE);
  Locator larger(bytes.size());
  EXPECT_EQ(larger.Reload(folder_.PathOf("db").c_str()), NODESTATS_OK);
}

TEST_F(LocatorTest, AnOldDatabaseLivesAsLongAsSomebodyHoldsIt) {
  ASSERT_EQ(locator_.Reload(folder_.Write("db", DatabaseOf("FR")).c_str()), NODESTATS_OK);
  const auto old = locator_.current();
  folder_.Replace("db", DatabaseOf("SE"));
  ASSERT_EQ(locator_.Reload(nullptr), NODESTATS_OK);
  EXPECT_EQ(CountryOf(*old, "8.8.8.8"), "FR");
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, LookupsGoOnWhileItReloads) {
  const std::string path = folder_.Write("db", DatabaseOf("FR"));
  ASSERT_EQ(locator_.Reload(path.c_str()), NODESTATS_OK);
  std::atomic<bool> done{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!done) {
        const std::string country = CountryOf(locator_);
        if (country != "FR" && country != "SE") ++wrong;
      }
    });
  }
  threads.emplace_back([&] {
    while (!done) locator_.Reload(nullptr);
  });
  for (int i = 0; i < 20; ++i) {
    folder_.Replace("db", i % 5 == 4 ? "no database" : DatabaseOf(i % 2 == 0 ? "SE" : "FR"));
    locator_.Reload(nullptr);
    locator_.Reload(path.c_str());
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace nodestats
