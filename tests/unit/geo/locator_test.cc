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

std::string CountryOf(const Locator& locator, const std::string& address = "8.8.8.8") {
  return std::string(CountryCode(locator.Lookup(AddressOf(address).bytes.data()).country));
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
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
}

TEST_F(LocatorTest, AnUnchangedFileIsNotReadAgain) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "FR");
  const auto before = locator_.current();
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
  EXPECT_EQ(locator_.current(), before);
}

TEST_F(LocatorTest, ANamedFileIsReadEvenIfUnchanged) {
  const std::string path = folder_.Write("db", DatabaseOf("FR"));
  ASSERT_EQ(locator_.Use({path}), NODESTATS_OK);
  const auto before = locator_.current();
  EXPECT_EQ(locator_.Use({path}), NODESTATS_OK);
  EXPECT_NE(locator_.current(), before);
}

TEST_F(LocatorTest, AReplacedFileIsTaken) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  folder_.Replace("db", DatabaseOf("SE"));
  EXPECT_EQ(CountryOf(locator_), "FR");
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
}

TEST_F(LocatorTest, AFileWrittenOverIsTaken) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  folder_.Write("db", MmdbWriter().Add("8.8.0.0/16", FlatCountry("SE")).Bytes());  // of another size
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, ABadFileLeavesTheOldDatabaseInUseAndIsTriedOnce) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  folder_.Replace("db", "no database");
  EXPECT_EQ(locator_.Reload(), NODESTATS_EGEOINVALID);
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "FR");
  folder_.Replace("db", DatabaseOf("SE"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, AFileThatGoesAwayIsMissedOnce) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  ASSERT_EQ(unlink(folder_.PathOf("db").c_str()), 0);
  EXPECT_EQ(locator_.Reload(), NODESTATS_EGEOOPEN);
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "FR");
  folder_.Write("db", DatabaseOf("SE"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
}

TEST_F(LocatorTest, AnotherFileIsWatchedOnlyIfItIsGood) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  EXPECT_EQ(locator_.Use({folder_.Write("bad", "no database")}), NODESTATS_EGEOINVALID);
  EXPECT_EQ(locator_.Use({""}), NODESTATS_EGEOOPEN);
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
  folder_.Replace("db", DatabaseOf("SE"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
  EXPECT_EQ(locator_.Use({folder_.Write("other", DatabaseOf("ES"))}), NODESTATS_OK);
  folder_.Replace("db", DatabaseOf("IT"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "ES");
}

TEST_F(LocatorTest, AFailureToBeginWithIsNotWatched) {
  EXPECT_EQ(locator_.Use({folder_.PathOf("db")}), NODESTATS_EGEOOPEN);
  folder_.Write("db", DatabaseOf("FR"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
  EXPECT_EQ(CountryOf(locator_), "ZZ");
}

TEST_F(LocatorTest, TheLargestSizeHolds) {
  const std::string bytes = DatabaseOf("FR");
  Locator locator(bytes.size() - 1);
  EXPECT_EQ(locator.Use({folder_.Write("db", bytes)}), NODESTATS_EGEOSIZE);
  Locator larger(bytes.size());
  EXPECT_EQ(larger.Use({folder_.PathOf("db")}), NODESTATS_OK);
}

TEST_F(LocatorTest, AnOldDatabaseLivesAsLongAsSomebodyHoldsIt) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("FR"))}), NODESTATS_OK);
  const auto old = locator_.current();
  folder_.Replace("db", DatabaseOf("SE"));
  ASSERT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(*old->list().front(), "8.8.8.8"), "FR");
  EXPECT_EQ(CountryOf(locator_), "SE");
}

// Publishers have files with IPv4 and IPv6 apart.
class TwoFiles : public LocatorTest {
 protected:
  static std::string Ipv4Of(const std::string& code, uint64_t built_s = 1700000000) {
    MmdbWriter writer(4);
    writer.metadata["database_type"] = mmdb::Text("country ipv4");
    writer.metadata["build_epoch"] = mmdb::Uint64(built_s);
    return writer.Add("8.8.8.0/24", FlatCountry(code)).Bytes();
  }
  static std::string Ipv6Of(const std::string& code) {
    MmdbWriter writer;
    writer.metadata["database_type"] = mmdb::Text("country ipv6");
    return writer.Add("2a01:e00::/26", FlatCountry(code)).Bytes();
  }
  nodestats_status UseBoth() { return locator_.Use({folder_.PathOf("v6"), folder_.PathOf("v4")}); }

  std::string Both() const { return CountryOf(locator_) + " " + CountryOf(locator_, "2a01:e00::1"); }
};

TEST_F(TwoFiles, AnswerTogether) {
  folder_.Write("v4", Ipv4Of("US", 1600000000));
  folder_.Write("v6", Ipv6Of("FR"));
  ASSERT_EQ(UseBoth(), NODESTATS_OK);
  EXPECT_EQ(Both(), "US FR");
  EXPECT_EQ(locator_.current()->type(), "country ipv6, country ipv4");
  EXPECT_EQ(locator_.current()->build_unix_s(), 1600000000);
  EXPECT_EQ(locator_.current()->versions(), uint32_t{NODESTATS_GEO_IPV4 | NODESTATS_GEO_IPV6});
}

TEST_F(TwoFiles, TheFirstThatKnowsAnAddressTellsItsPlace) {
  folder_.Write("v6", DatabaseOf("SE"));
  folder_.Write("v4", MmdbWriter(4).Add("8.8.0.0/16", FlatCountry("US")).Bytes());
  ASSERT_EQ(UseBoth(), NODESTATS_OK);
  EXPECT_EQ(CountryOf(locator_), "SE");
  EXPECT_EQ(CountryOf(locator_, "8.8.9.1"), "US");
  EXPECT_EQ(locator_.current()->type(), "Test-Country");
}

TEST_F(TwoFiles, EachIsReplacedByItself) {
  folder_.Write("v4", Ipv4Of("US"));
  folder_.Write("v6", Ipv6Of("FR"));
  ASSERT_EQ(UseBoth(), NODESTATS_OK);
  folder_.Replace("v4", Ipv4Of("CA"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(Both(), "CA FR");
  folder_.Replace("v6", Ipv6Of("ES"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_OK);
  EXPECT_EQ(Both(), "CA ES");
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
}

TEST_F(TwoFiles, ABadOneIsToldAndDoesNotKeepTheOtherFromBeingReplaced) {
  folder_.Write("v4", Ipv4Of("US"));
  folder_.Write("v6", Ipv6Of("FR"));
  ASSERT_EQ(UseBoth(), NODESTATS_OK);
  folder_.Replace("v6", "no database");
  folder_.Replace("v4", Ipv4Of("CA"));
  EXPECT_EQ(locator_.Reload(), NODESTATS_EGEOINVALID);
  EXPECT_EQ(Both(), "CA FR");
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
}

TEST_F(TwoFiles, ABadOneToBeginWithLeavesAllAsItWas) {
  ASSERT_EQ(locator_.Use({folder_.Write("db", DatabaseOf("SE"))}), NODESTATS_OK);
  folder_.Write("v6", Ipv6Of("FR"));
  folder_.Write("v4", "no database");
  EXPECT_EQ(UseBoth(), NODESTATS_EGEOINVALID);
  EXPECT_EQ(Both(), "SE ZZ");
  EXPECT_EQ(locator_.Reload(), NODESTATS_ENONE);
}

TEST_F(TwoFiles, TheLargestSizeIsOfBothTogether) {
  const std::string ipv4 = Ipv4Of("US");
  const std::string ipv6 = Ipv6Of("FR");
  const std::vector<std::string> paths = {folder_.Write("v4", ipv4), folder_.Write("v6", ipv6)};
  Locator smaller(ipv4.size() + ipv6.size() - 1);
  EXPECT_EQ(smaller.Use(paths), NODESTATS_EGEOSIZE);
  Locator locator(ipv4.size() + ipv6.size());
  ASSERT_EQ(locator.Use(paths), NODESTATS_OK);
  folder_.Replace("v4", MmdbWriter(4).Add("8.8.8.0/25", FlatCountry("US")).Bytes());
  EXPECT_EQ(locator.Reload(), NODESTATS_EGEOSIZE);
  EXPECT_EQ(CountryOf(locator), "US");
}

TEST_F(LocatorTest, LookupsGoOnWhileItReloads) {
  const std::string path = folder_.Write("db", DatabaseOf("FR"));
  ASSERT_EQ(locator_.Use({path}), NODESTATS_OK);
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
    while (!done) locator_.Reload();
  });
  for (int i = 0; i < 20; ++i) {
    folder_.Replace("db", i % 5 == 4 ? "no database" : DatabaseOf(i % 2 == 0 ? "SE" : "FR"));
    locator_.Reload();
    locator_.Use({path});
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace nodestats
