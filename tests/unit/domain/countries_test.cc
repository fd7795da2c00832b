#include "domain/countries.h"

#include <gtest/gtest.h>

#include <array>
#include <sstream>
#include <string>
#include <vector>

namespace nodestats {
namespace {

std::string RegionOf(std::string_view code) { return std::string(RegionName(RegionOfCountry(CountryOfCode(code)))); }

// Expects each of `codes`, separated by spaces, in `region`.
void ExpectRegion(const std::string& region, const std::string& codes) {
  std::istringstream words(codes);
  std::string code;
  while (words >> code) EXPECT_EQ(RegionOf(code), region) << code;
}

TEST(Countries, AreByAlphabetWithUnknownLast) {
  EXPECT_EQ(kCountryCount, 251);
  EXPECT_EQ(kUnknownCountry, 250);
  for (int country = 1; country < kCountryCount; ++country) EXPECT_LT(CountryCode(country - 1), CountryCode(country));
  EXPECT_EQ(CountryCode(0), "AD");
  EXPECT_EQ(CountryCode(249), "ZW");
  EXPECT_EQ(CountryCode(250), "ZZ");
}

TEST(Countries, CodeAndCountryTellTheSame) {
  for (int country = 0; country < kCountryCount; ++country) EXPECT_EQ(CountryOfCode(CountryCode(country)), country);
}

TEST(Countries, EveryPairOfLettersIsOneOfTheListOrUnknown) {
  int known = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      const std::string code{first, second};
      const int country = CountryOfCode(code);
      if (country == kUnknownCountry) continue;
      EXPECT_EQ(CountryCode(country), code);
      ++known;
    }
  }
  EXPECT_EQ(known, 250);
}

TEST(Countries, WhatIsNoCodeIsUnknown) {
  const std::vector<std::string> codes = {"",   "D",   "DEU", "de", "De",    "dE",       "EU",  "AP", "A1",
                                          "A2", "O1",  "UK",  "AN", "CS",    "SU",       "YU",  "AA", "XX",
                                          "QM", "  ",  "@A",  "A@", "[A",    "A[",       "1A",  "??", "T1",
                                          "D ", " DE", "DE ", "\n", "D\xc3", "\xff\xff", "ZZZ", "FX", "TP"};
  for (const std::string& code : codes) EXPECT_EQ(CountryOfCode(code), kUnknownCountry) << code;
  EXPECT_EQ(CountryOfCode(std::string_view("D\0", 2)), kUnknownCountry);
  EXPECT_EQ(CountryOfCode(std::string_view("\0\0", 2)), kUnknownCountry);
  EXPECT_EQ(CountryOfCode({}), kUnknownCountry);
}

TEST(Countries, WhatIsNoCountryIsUnknown) {
  for (const int country : {-1, kCountryCount, 1 << 30}) {
    EXPECT_EQ(CountryCode(country), "ZZ");
    EXPECT_EQ(RegionOfCountry(country), kUnknownRegion);
  }
}

TEST(Countries, HaveAsManyInEachRegionAsTheUn) {
  std::array<int, kRegionCount> counts{};
  for (int country = 0; country < kCountryCount; ++country) ++counts.at(static_cast<size_t>(RegionOfCountry(country)));
  EXPECT_EQ(counts[kEasternAfrica], 22);
  EXPECT_EQ(counts[kMiddleAfrica], 9);
  EXPECT_EQ(counts[kNorthernAfrica], 7);
  EXPECT_EQ(counts[kSouthernAfrica], 5);
  EXPECT_EQ(counts[kWesternAfrica], 17);
  EXPECT_EQ(counts[kCaribbean], 28);
  EXPECT_EQ(counts[kCentralAmerica], 8);
  EXPECT_EQ(counts[kNorthernAmerica], 5);
  EXPECT_EQ(counts[kSouthAmerica], 16);
  EXPECT_EQ(counts[kCentralAsia], 5);
  EXPECT_EQ(counts[kEasternAsia], 8);  // with TW
  EXPECT_EQ(counts[kSouthEasternAsia], 11);
  EXPECT_EQ(counts[kSouthernAsia], 9);
  EXPECT_EQ(counts[kWesternAsia], 18);
  EXPECT_EQ(counts[kEasternEurope], 10);
  EXPECT_EQ(counts[kNorthernEurope], 16);
  EXPECT_EQ(counts[kSouthernEurope], 17);  // with XK
  EXPECT_EQ(counts[kWesternEurope], 9);
  EXPECT_EQ(counts[kAustraliaAndNewZealand], 6);
  EXPECT_EQ(counts[kMelanesia], 5);
  EXPECT_EQ(counts[kMicronesia], 8);
  EXPECT_EQ(counts[kPolynesia], 10);
  EXPECT_EQ(counts[kUnknownRegion], 2);  // AQ and ZZ
}

TEST(Countries, AreInTheRegionOfM49) {
  ExpectRegion("Northern America", "US CA");
  ExpectRegion("Central America", "MX PA");
  ExpectRegion("South America", "BR AR GY FK");
  ExpectRegion("Caribbean", "CU PR TT");
  ExpectRegion("Western Europe", "DE FR NL CH AT LI MC");
  ExpectRegion("Northern Europe", "GB IE SE EE LV LT FI");
  ExpectRegion("Southern Europe", "ES IT PT GR RS VA");
  ExpectRegion("Eastern Europe", "PL UA RU CZ RO MD");
  ExpectRegion("Western Asia", "TR CY GE AM AZ IL PS SA YE");
  ExpectRegion("Southern Asia", "IN IR AF PK NP");
  ExpectRegion("South-eastern Asia", "SG ID VN TL");
  ExpectRegion("Eastern Asia", "CN JP KR HK MO MN");
  ExpectRegion("Central Asia", "KZ UZ");
  ExpectRegion("Northern Africa", "EG SD LY");
  ExpectRegion("Eastern Africa", "KE SS ET ZW ZM MZ");
  ExpectRegion("Middle Africa", "CD AO TD ST");
  ExpectRegion("Southern Africa", "ZA SZ NA");
  ExpectRegion("Western Africa", "NG GH MR");
  ExpectRegion("Australia and New Zealand", "AU NZ");
  ExpectRegion("Melanesia", "FJ PG NC");
  ExpectRegion("Micronesia", "GU FM NR");
  ExpectRegion("Polynesia", "WS PF TK");
}

TEST(Countries, SmallTerritoriesAreInTheRegionOfM49) {
  ExpectRegion("South America", "BV GS GF");
  ExpectRegion("Australia and New Zealand", "HM CC CX NF");
  ExpectRegion("Eastern Africa", "IO TF RE YT SC");
  ExpectRegion("Western Africa", "SH CV");
  ExpectRegion("Northern Africa", "EH");
  ExpectRegion("Micronesia", "UM MP PW MH KI");
  ExpectRegion("Polynesia", "PN AS WF NU CK TV TO");
  ExpectRegion("Northern Europe", "SJ AX GG JE IM FO IS");
  ExpectRegion("Southern Europe", "GI SM AD MT");
  ExpectRegion("Northern America", "BM GL PM");
  ExpectRegion("Caribbean", "BQ CW SX BL MF AW GP MQ VG VI AI MS TC KY");
}

TEST(Countries, WhatM49LeavesOpenIsAsTheDesignSays) {
  ExpectRegion("Eastern Asia", "TW");
  ExpectRegion("Southern Europe", "XK");
  ExpectRegion("Unknown", "AQ ZZ");
}

}  // namespace
}  // namespace nodestats
