#include "geo/database.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "load.h"
#include "mmdb_records.h"
#include "temporary_folder.h"

namespace nodestats {
namespace {

using mmdb::Map;
using mmdb::Text;

TEST(GeoDatabase, TellsCountriesOfMaxMindsSchema) {
  const auto database = Loaded(SmallDatabase().Bytes());
  EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "US");
  EXPECT_EQ(CountryOf(*database, "1.0.0.255"), "AU");
  EXPECT_EQ(CountryOf(*database, "200.160.15.1"), "BR");
  EXPECT_EQ(CountryOf(*database, "2001:200:ffff::1"), "JP");
  EXPECT_EQ(CountryOf(*database, "2a01:4f8::"), "DE");
}

TEST(GeoDatabase, TellsCountriesOfTheFlatSchema) {
  MmdbWriter writer;
  writer.Add("8.8.8.0/24", FlatCountry("US")).Add("2001:200::/32", FlatCountry("JP"));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "US");
  EXPECT_EQ(CountryOf(*database, "2001:200::1"), "JP");
  EXPECT_EQ(PlaceOf(*database, "8.8.8.8").cell, kNoCell);
}

TEST(GeoDatabase, TellsCountriesOfIpinfosSchemas) {
  for (const auto& record : {IpinfoCountry, IpinfoLite}) {
    MmdbWriter writer;
    writer.Add("1.0.16.0/20", record("JP")).Add("8.8.8.0/24", record("US")).Add("2400:2000::/20", record("JP"));
    const auto database = Loaded(writer.Bytes());
    ASSERT_NE(database, nullptr);
    EXPECT_EQ(CountryOf(*database, "1.0.16.1"), "JP");
    EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "US");
    EXPECT_EQ(CountryOf(*database, "2400:2000::1"), "JP");
  }
  const auto city = Loaded(MmdbWriter().Add("81.2.69.0/24", IpinfoCity("GB", "51.5143", "-0.0912244")).Bytes());
  EXPECT_EQ(CountryOf(*city, "81.2.69.1"), "GB");
  EXPECT_EQ(PlaceOf(*city, "81.2.69.1").cell, CellOfPosition(51.5, -0.09));
}

TEST(GeoDatabase, PositionsMayBeText) {
  const auto city = [](const std::string& latitude, const std::string& longitude) {
    return Map({{"country_code", Text("GB")}, {"latitude", Text(latitude)}, {"longitude", Text(longitude)}});
  };
  MmdbWriter writer;
  writer.Add("1.0.0.0/24", city("51.5143", "-0.0912244")).Add("1.0.1.0/24", city("+51", "1e1"));
  writer.Add("1.0.2.0/24", city("", "")).Add("1.0.3.0/24", city("51.5 N", "0")).Add("1.0.4.0/24", city("nan", "0"));
  writer.Add("1.0.5.0/24", city("inf", "0")).Add("1.0.6.0/24", city("91", "0")).Add("1.0.7.0/24", city("51,5", "0"));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(PlaceOf(*database, "1.0.0.1").cell, CellOfPosition(51.5143, -0.0912244));
  EXPECT_EQ(PlaceOf(*database, "1.0.1.1").cell, CellOfPosition(51, 10));
  for (char last = '2'; last <= '7'; ++last) {
    const std::string address = std::string("1.0.") + last + ".1";
    EXPECT_EQ(PlaceOf(*database, address).cell, kNoCell) << address;
    EXPECT_EQ(CountryOf(*database, address), "GB") << address;
  }
}

TEST(GeoDatabase, CodesThatCanMeanOneCountryOnlyAreThatCountrys) {
  const std::map<std::string, std::string> countries = {
      {"UK", "GB"}, {"uk", "GB"}, {"gb", "GB"}, {"Gb", "GB"}, {"EL", "GR"}, {"AC", "SH"}, {"TA", "SH"},
      {"DG", "IO"}, {"CP", "FR"}, {"EA", "ES"}, {"IC", "ES"}, {"FX", "FR"}, {"BU", "MM"}, {"TP", "TL"},
      {"ZR", "CD"}, {"XK", "XK"}, {"FL", "ZZ"}, {"ZN", "ZZ"}, {"XZ", "ZZ"}, {"EU", "ZZ"}, {"AP", "ZZ"},
      {"YU", "ZZ"}, {"SU", "ZZ"}, {"A1", "ZZ"}, {"-", "ZZ"},  {"", "ZZ"},   {"GBR", "ZZ"}};
  MmdbWriter writer;
  int block = 0;
  const auto address_of = [](int number) { return "1.0." + std::to_string(number); };
  for (const auto& [code, country] : countries) writer.Add(address_of(block++) + ".0/24", FlatCountry(code));
  const auto database = Loaded(writer.Bytes());
  block = 0;
  for (const auto& [code, country] : countries) {
    EXPECT_EQ(CountryOf(*database, address_of(block++) + ".1"), country) << code;
  }
}

TEST(GeoDatabase, WhatItDoesNotHoldIsUnknown) {
  const auto database = Loaded(SmallDatabase().Bytes());
  for (const char* address : {"8.8.9.0", "8.8.7.255", "10.0.0.1", "255.255.255.255", "2001:201::", "::1", "fe80::1"}) {
    EXPECT_EQ(PlaceOf(*database, address).country, kUnknownCountry) << address;
    EXPECT_EQ(PlaceOf(*database, address).cell, kNoCell) << address;
  }
}

TEST(GeoDatabase, TellsCellsWhereItHasCoordinates) {
  const auto database = Loaded(SmallDatabase().Bytes());
  EXPECT_EQ(PlaceOf(*database, "88.99.1.1").cell, CellOfPosition(50.48, 12.37));
  EXPECT_EQ(CountryOf(*database, "88.99.1.1"), "DE");
  EXPECT_EQ(PlaceOf(*database, "2001:200::1").cell, CellOfPosition(35.7, 139.7));
  EXPECT_EQ(PlaceOf(*database, "8.8.8.8").cell, kNoCell);
}

TEST(GeoDatabase, TellsCellsOfTheFlatSchema) {
  MmdbWriter writer(4);
  writer.Add("8.8.8.0/24", FlatCity("US", 37.422F, -122.085F)).Add("9.0.0.0/8", FlatCountry("FR"));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "US");
  EXPECT_EQ(PlaceOf(*database, "8.8.8.8").cell, CellOfPosition(37.422, -122.085));
  EXPECT_EQ(CountryOf(*database, "9.9.9.9"), "FR");
  EXPECT_EQ(PlaceOf(*database, "9.9.9.9").cell, kNoCell);
}

TEST(GeoDatabase, APositionNeedsBothNumbersInTheirRange) {
  MmdbWriter writer;
  const auto city = [](const std::string& location) {
    return Map({{"country", Map({{"iso_code", Text("FR")}})}, {"location", location}});
  };
  writer.Add("1.0.0.0/24", city(Map({{"latitude", mmdb::Double(48)}, {"longitude", mmdb::Double(2)}})));
  writer.Add("1.0.1.0/24", city(Map({{"latitude", mmdb::Double(48)}})));
  writer.Add("1.0.2.0/24", city(Map({{"longitude", mmdb::Double(2)}})));
  writer.Add("1.0.3.0/24", city(Map({{"latitude", mmdb::Double(91)}, {"longitude", mmdb::Double(2)}})));
  writer.Add("1.0.4.0/24", city(Map({{"latitude", mmdb::Boolean(true)}, {"longitude", mmdb::Double(2)}})));
  writer.Add("1.0.5.0/24", city(Map({})));
  writer.Add("1.0.6.0/24", city(Text("Paris")));
  writer.Add("1.0.7.0/24", city(mmdb::Array({mmdb::Double(48), mmdb::Double(2)})));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(PlaceOf(*database, "1.0.0.1").cell, CellOfPosition(48, 2));
  for (const char* address : {"1.0.1.1", "1.0.2.1", "1.0.3.1", "1.0.4.1", "1.0.5.1", "1.0.6.1", "1.0.7.1"}) {
    EXPECT_EQ(CountryOf(*database, address), "FR") << address;
    EXPECT_EQ(PlaceOf(*database, address).cell, kNoCell) << address;
  }
}

TEST(GeoDatabase, RegistrationsAndUnlistedCodesAreUnknown) {
  MmdbWriter writer;
  writer.Add("1.0.0.0/24", Map({{"registered_country", Map({{"iso_code", Text("AU")}})}}));
  writer.Add("1.0.1.0/24", MaxMindCountry("EU"));
  writer.Add("1.0.2.0/24", MaxMindCountry("d"));
  writer.Add("1.0.3.0/24", MaxMindCountry("DEU"));
  writer.Add("1.0.4.0/24", MaxMindCountry(""));
  writer.Add("1.0.5.0/24", Map({{"country", Map({{"iso_code", mmdb::Uint32(49)}})}}));
  writer.Add("1.0.6.0/24", Map({{"country", Text("DE")}}));
  writer.Add("1.0.7.0/24", Text("DE"));
  writer.Add("1.0.8.0/24", MaxMindCountry("XK"));
  const auto database = Loaded(writer.Bytes());
  for (char last = '0'; last <= '7'; ++last) {
    EXPECT_EQ(CountryOf(*database, std::string("1.0.") + last + ".1"), "ZZ") << last;
  }
  EXPECT_EQ(CountryOf(*database, "1.0.8.1"), "XK");
}

TEST(GeoDatabase, FollowsPointersBetweenRecords) {
  MmdbWriter writer;
  const uint32_t germany = writer.Store(Map({{"iso_code", Text("DE")}, {"geoname_id", mmdb::Uint32(1)}}));
  const uint32_t country = writer.Store(Text("country"));
  const uint32_t berlin = writer.Store(Map({{"latitude", mmdb::Double(52.5)}, {"longitude", mmdb::Double(13.4)}}));
  const std::string country_key = mmdb::Pointer(country);
  writer.Add("5.0.0.0/24", mmdb::Control(mmdb::kMap, 2) + Text("location") + mmdb::Pointer(berlin) + country_key +
                               mmdb::Pointer(germany));
  const uint32_t record = writer.Store(MaxMindCountry("FR"));
  writer.Add("5.0.1.0/24", mmdb::Pointer(record));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(CountryOf(*database, "5.0.0.1"), "DE");
  EXPECT_EQ(PlaceOf(*database, "5.0.0.1").cell, CellOfPosition(52.5, 13.4));
  EXPECT_EQ(CountryOf(*database, "5.0.1.1"), "FR");
}

class TreeShape : public testing::TestWithParam<std::tuple<int, int>> {};

TEST_P(TreeShape, LeadsEveryAddressToItsRecord) {
  const auto [ip_version, record_bits] = GetParam();
  MmdbWriter writer(ip_version, record_bits);
  writer.Add("1.2.3.4/32", FlatCountry("FR"))
      .Add("1.2.3.5/32", FlatCountry("ES"))
      .Add("128.0.0.0/1", FlatCountry("IT"));
  if (ip_version == 6) writer.Add("2001:db8::1/128", FlatCountry("SE")).Add("8000::/1", FlatCountry("NO"));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(CountryOf(*database, "1.2.3.4"), "FR");
  EXPECT_EQ(CountryOf(*database, "::ffff:1.2.3.5"), "ES");
  EXPECT_EQ(CountryOf(*database, "1.2.3.6"), "ZZ");
  EXPECT_EQ(CountryOf(*database, "255.255.255.255"), "IT");
  EXPECT_EQ(CountryOf(*database, "2001:db8::1"), ip_version == 6 ? "SE" : "ZZ");
  EXPECT_EQ(CountryOf(*database, "2001:db8::2"), "ZZ");
  EXPECT_EQ(CountryOf(*database, "ffff::"), ip_version == 6 ? "NO" : "ZZ");
}

INSTANTIATE_TEST_SUITE_P(All, TreeShape, testing::Combine(testing::Values(4, 6), testing::Values(24, 28, 32)));

TEST(GeoDatabase, AliasesOfIpv4LeadToItsRecords) {
  const auto database = Loaded(SmallDatabase().Bytes());
  EXPECT_EQ(CountryOf(*database, "::ffff:8.8.8.8"), "US");
  EXPECT_EQ(CountryOf(*database, "2002:808:808::1"), "US");
}

TEST(GeoDatabase, MappedAddressesNeedNoAlias) {
  MmdbWriter writer;
  writer.Add("8.8.8.0/24", FlatCountry("US"));
  EXPECT_EQ(CountryOf(*Loaded(writer.Bytes()), "::ffff:8.8.8.8"), "US");
}

TEST(GeoDatabase, HostsBehindTunnelsArePlacedByTheirOwnIpv4) {
  MmdbWriter writer = SmallDatabase();
  writer.AliasIpv4("2001::/32");  // as MaxMind's files have it: to the Teredo server, here in Brazil
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(CountryOf(*database, "2001:0:c8a0:1:0:1234:f7f7:f7f7"), "US");
  EXPECT_EQ(CountryOf(*database, "2001:0:c8a0:1:0:1234:f5ff:fffe"), "ZZ");  // of 10.0.0.1
  EXPECT_EQ(CountryOf(*database, "2002:808:808::c8a0:1"), "US");
  EXPECT_EQ(CountryOf(*database, "64:ff9b::8.8.8.8"), "US");
  EXPECT_EQ(CountryOf(*database, "64:ff9b::10.0.0.1"), "ZZ");
}

TEST(GeoDatabase, SaysOfWhichVersionsItTells) {
  const auto versions_of = [](const MmdbWriter& writer) { return Loaded(writer.Bytes())->versions(); };
  constexpr uint32_t kIpv4 = NODESTATS_GEO_IPV4;
  constexpr uint32_t kIpv6 = NODESTATS_GEO_IPV6;
  const std::string record = FlatCountry("US");
  EXPECT_EQ(versions_of(MmdbWriter(4).Add("8.8.8.0/24", record)), kIpv4);
  EXPECT_EQ(versions_of(MmdbWriter(6).Add("8.8.8.0/24", record)), kIpv4);
  EXPECT_EQ(versions_of(MmdbWriter(6).Add("2001:200::/32", record)), kIpv6);
  EXPECT_EQ(versions_of(MmdbWriter(6).Add("8.8.8.0/24", record).AliasIpv4("2002::/16")), kIpv4);
  EXPECT_EQ(versions_of(MmdbWriter(6).AliasIpv4("2002::/16").Add("2001:200::/32", record)), kIpv6);
  EXPECT_EQ(versions_of(SmallDatabase()), kIpv4 | kIpv6);
  EXPECT_EQ(versions_of(MmdbWriter(6).Add("::/1", record)), kIpv4 | kIpv6);
  EXPECT_EQ(versions_of(MmdbWriter(6).Add("8000::/1", record)), kIpv6);
}

TEST(GeoDatabase, AFileWithoutIpv4KnowsNone) {
  MmdbWriter writer;
  writer.Add("2001:200::/32", FlatCountry("JP"));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(CountryOf(*database, "2001:200::1"), "JP");
  EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "ZZ");
}

TEST(GeoDatabase, OneRecordForAllOfIpv4IsFound) {
  MmdbWriter writer;
  writer.Add("::/96", FlatCountry("US"));
  EXPECT_EQ(CountryOf(*Loaded(writer.Bytes()), "8.8.8.8"), "US");
  MmdbWriter shallow;
  shallow.Add("::/1", FlatCountry("US"));
  EXPECT_EQ(CountryOf(*Loaded(shallow.Bytes()), "8.8.8.8"), "US");
}

TEST(GeoDatabase, SaysWhatItIs) {
  MmdbWriter writer = SmallDatabase();
  writer.metadata["database_type"] = Text("GeoLite2-Country");
  writer.metadata["build_epoch"] = mmdb::Uint64(1781725900);
  const std::string bytes = writer.Bytes();
  const auto database = Loaded(bytes);
  EXPECT_EQ(database->type(), "GeoLite2-Country");
  EXPECT_EQ(database->build_unix_s(), 1781725900);
  EXPECT_EQ(database->size_bytes(), bytes.size());
}

TEST(GeoDatabase, ItsTypeFitsIntoALabel) {
  MmdbWriter writer = SmallDatabase();
  writer.metadata["database_type"] = Text("a\"b\\c'd\ne\x7f\xc3\xa4 ~" + std::string(100, 'x'));
  const auto database = Loaded(writer.Bytes());
  EXPECT_EQ(database->type(), "a?b?c?d?e??? ~" + std::string(49, 'x'));
  writer.metadata["database_type"] = Text("");
  EXPECT_EQ(Loaded(writer.Bytes())->type(), "");
}

TEST(GeoDatabase, OneThatTellsNoCountryIsOfAWrongType) {
  MmdbWriter asn;
  const std::string record =
      Map({{"autonomous_system_number", mmdb::Uint32(15169)}, {"autonomous_system_organization", Text("GOOGLE")}});
  asn.Add("8.8.8.0/24", record);
  asn.metadata["database_type"] = Text("GeoLite2-ASN");
  EXPECT_EQ(StatusOf(asn.Bytes()), NODESTATS_EGEOTYPE);

  MmdbWriter continents;
  continents.Add("8.8.8.0/24", MaxMindCountry("EU"));
  EXPECT_EQ(StatusOf(continents.Bytes()), NODESTATS_EGEOTYPE);

  EXPECT_EQ(StatusOf(MmdbWriter().Add("8.8.8.0/24", Text("US")).Bytes()), NODESTATS_EGEOTYPE);
  EXPECT_EQ(StatusOf(MmdbWriter().Bytes()), NODESTATS_EGEOTYPE);  // no records at all
}

TEST(GeoDatabase, TheFileMayBeCutWhileItIsInUse) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("db.mmdb", SmallDatabase().Bytes());
  std::unique_ptr<GeoDatabase> database;
  ASSERT_EQ(GeoDatabase::Load(path, kAnySize, &database), NODESTATS_OK);
  ASSERT_EQ(truncate(path.c_str(), 0), 0);
  EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "US");
  EXPECT_EQ(CountryOf(*database, "2001:200::1"), "JP");
}

TEST(GeoDatabase, MapsItsPrivateCopyAndUnmapsIt) {
  const auto mappings = [] {
    std::ifstream maps("/proc/self/maps");
    int found = 0;
    for (std::string line; std::getline(maps, line);) {
      if (line.find("memfd:nodestats-geo") != std::string::npos) ++found;
    }
    return found;
  };
  EXPECT_EQ(mappings(), 0);
  const int descriptor = dup(STDERR_FILENO);
  close(descriptor);
  auto database = Loaded(SmallDatabase().Bytes());
  EXPECT_EQ(mappings(), 1);
  EXPECT_EQ(dup(STDERR_FILENO), descriptor);  // none stayed open
  close(descriptor);
  database.reset();
  EXPECT_EQ(mappings(), 0);
}

TEST(GeoDatabase, AnswersManyThreads) {
  const auto database = Loaded(SmallDatabase().Bytes());
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 1000; ++j) right += CountryOf(*database, "8.8.8.8") == "US" ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 4000);
}

}  // namespace
}  // namespace nodestats
