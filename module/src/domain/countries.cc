#include "domain/countries.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace nodestats {
namespace {

struct Row {
  char code[3];
  Region region;
};

// ISO 3166-1 and UN M49 as of 2024. M49 does not list TW and XK, and gives AQ no region.
constexpr Row kRows[] = {
    {"AD", kSouthernEurope},
    {"AE", kWesternAsia},
    {"AF", kSouthernAsia},
    {"AG", kCaribbean},
    {"AI", kCaribbean},
    {"AL", kSouthernEurope},
    {"AM", kWesternAsia},
    {"AO", kMiddleAfrica},
    {"AQ", kUnknownRegion},
    {"AR", kSouthAmerica},
    {"AS", kPolynesia},
    {"AT", kWesternEurope},
    {"AU", kAustraliaAndNewZealand},
    {"AW", kCaribbean},
    {"AX", kNorthernEurope},
    {"AZ", kWesternAsia},
    {"BA", kSouthernEurope},
    {"BB", kCaribbean},
    {"BD", kSouthernAsia},
    {"BE", kWesternEurope},
    {"BF", kWesternAfrica},
    {"BG", kEasternEurope},
    {"BH", kWesternAsia},
    {"BI", kEasternAfrica},
    {"BJ", kWesternAfrica},
    {"BL", kCaribbean},
    {"BM", kNorthernAmerica},
    {"BN", kSouthEasternAsia},
    {"BO", kSouthAmerica},
    {"BQ", kCaribbean},
    {"BR", kSouthAmerica},
    {"BS", kCaribbean},
    {"BT", kSouthernAsia},
    {"BV", kSouthAmerica},
    {"BW", kSouthernAfrica},
    {"BY", kEasternEurope},
    {"BZ", kCentralAmerica},
    {"CA", kNorthernAmerica},
    {"CC", kAustraliaAndNewZealand},
    {"CD", kMiddleAfrica},
    {"CF", kMiddleAfrica},
    {"CG", kMiddleAfrica},
    {"CH", kWesternEurope},
    {"CI", kWesternAfrica},
    {"CK", kPolynesia},
    {"CL", kSouthAmerica},
    {"CM", kMiddleAfrica},
    {"CN", kEasternAsia},
    {"CO", kSouthAmerica},
    {"CR", kCentralAmerica},
    {"CU", kCaribbean},
    {"CV", kWesternAfrica},
    {"CW", kCaribbean},
    {"CX", kAustraliaAndNewZealand},
    {"CY", kWesternAsia},
    {"CZ", kEasternEurope},
    {"DE", kWesternEurope},
    {"DJ", kEasternAfrica},
    {"DK", kNorthernEurope},
    {"DM", kCaribbean},
    {"DO", kCaribbean},
    {"DZ", kNorthernAfrica},
    {"EC", kSouthAmerica},
    {"EE", kNorthernEurope},
    {"EG", kNorthernAfrica},
    {"EH", kNorthernAfrica},
    {"ER", kEasternAfrica},
    {"ES", kSouthernEurope},
    {"ET", kEasternAfrica},
    {"FI", kNorthernEurope},
    {"FJ", kMelanesia},
    {"FK", kSouthAmerica},
    {"FM", kMicronesia},
    {"FO", kNorthernEurope},
    {"FR", kWesternEurope},
    {"GA", kMiddleAfrica},
    {"GB", kNorthernEurope},
    {"GD", kCaribbean},
    {"GE", kWesternAsia},
    {"GF", kSouthAmerica},
    {"GG", kNorthernEurope},
    {"GH", kWesternAfrica},
    {"GI", kSouthernEurope},
    {"GL", kNorthernAmerica},
    {"GM", kWesternAfrica},
    {"GN", kWesternAfrica},
    {"GP", kCaribbean},
    {"GQ", kMiddleAfrica},
    {"GR", kSouthernEurope},
    {"GS", kSouthAmerica},
    {"GT", kCentralAmerica},
    {"GU", kMicronesia},
    {"GW", kWesternAfrica},
    {"GY", kSouthAmerica},
    {"HK", kEasternAsia},
    {"HM", kAustraliaAndNewZealand},
    {"HN", kCentralAmerica},
    {"HR", kSouthernEurope},
    {"HT", kCaribbean},
    {"HU", kEasternEurope},
    {"ID", kSouthEasternAsia},
    {"IE", kNorthernEurope},
    {"IL", kWesternAsia},
    {"IM", kNorthernEurope},
    {"IN", kSouthernAsia},
    {"IO", kEasternAfrica},
    {"IQ", kWesternAsia},
    {"IR", kSouthernAsia},
    {"IS", kNorthernEurope},
    {"IT", kSouthernEurope},
    {"JE", kNorthernEurope},
    {"JM", kCaribbean},
    {"JO", kWesternAsia},
    {"JP", kEasternAsia},
    {"KE", kEasternAfrica},
    {"KG", kCentralAsia},
    {"KH", kSouthEasternAsia},
    {"KI", kMicronesia},
    {"KM", kEasternAfrica},
    {"KN", kCaribbean},
    {"KP", kEasternAsia},
    {"KR", kEasternAsia},
    {"KW", kWesternAsia},
    {"KY", kCaribbean},
    {"KZ", kCentralAsia},
    {"LA", kSouthEasternAsia},
    {"LB", kWesternAsia},
    {"LC", kCaribbean},
    {"LI", kWesternEurope},
    {"LK", kSouthernAsia},
    {"LR", kWesternAfrica},
    {"LS", kSouthernAfrica},
    {"LT", kNorthernEurope},
    {"LU", kWesternEurope},
    {"LV", kNorthernEurope},
    {"LY", kNorthernAfrica},
    {"MA", kNorthernAfrica},
    {"MC", kWesternEurope},
    {"MD", kEasternEurope},
    {"ME", kSouthernEurope},
    {"MF", kCaribbean},
    {"MG", kEasternAfrica},
    {"MH", kMicronesia},
    {"MK", kSouthernEurope},
    {"ML", kWesternAfrica},
    {"MM", kSouthEasternAsia},
    {"MN", kEasternAsia},
    {"MO", kEasternAsia},
    {"MP", kMicronesia},
    {"MQ", kCaribbean},
    {"MR", kWesternAfrica},
    {"MS", kCaribbean},
    {"MT", kSouthernEurope},
    {"MU", kEasternAfrica},
    {"MV", kSouthernAsia},
    {"MW", kEasternAfrica},
    {"MX", kCentralAmerica},
    {"MY", kSouthEasternAsia},
    {"MZ", kEasternAfrica},
    {"NA", kSouthernAfrica},
    {"NC", kMelanesia},
    {"NE", kWesternAfrica},
    {"NF", kAustraliaAndNewZealand},
    {"NG", kWesternAfrica},
    {"NI", kCentralAmerica},
    {"NL", kWesternEurope},
    {"NO", kNorthernEurope},
    {"NP", kSouthernAsia},
    {"NR", kMicronesia},
    {"NU", kPolynesia},
    {"NZ", kAustraliaAndNewZealand},
    {"OM", kWesternAsia},
    {"PA", kCentralAmerica},
    {"PE", kSouthAmerica},
    {"PF", kPolynesia},
    {"PG", kMelanesia},
    {"PH", kSouthEasternAsia},
    {"PK", kSouthernAsia},
    {"PL", kEasternEurope},
    {"PM", kNorthernAmerica},
    {"PN", kPolynesia},
    {"PR", kCaribbean},
    {"PS", kWesternAsia},
    {"PT", kSouthernEurope},
    {"PW", kMicronesia},
    {"PY", kSouthAmerica},
    {"QA", kWesternAsia},
    {"RE", kEasternAfrica},
    {"RO", kEasternEurope},
    {"RS", kSouthernEurope},
    {"RU", kEasternEurope},
    {"RW", kEasternAfrica},
    {"SA", kWesternAsia},
    {"SB", kMelanesia},
    {"SC", kEasternAfrica},
    {"SD", kNorthernAfrica},
    {"SE", kNorthernEurope},
    {"SG", kSouthEasternAsia},
    {"SH", kWesternAfrica},
    {"SI", kSouthernEurope},
    {"SJ", kNorthernEurope},
    {"SK", kEasternEurope},
    {"SL", kWesternAfrica},
    {"SM", kSouthernEurope},
    {"SN", kWesternAfrica},
    {"SO", kEasternAfrica},
    {"SR", kSouthAmerica},
    {"SS", kEasternAfrica},
    {"ST", kMiddleAfrica},
    {"SV", kCentralAmerica},
    {"SX", kCaribbean},
    {"SY", kWesternAsia},
    {"SZ", kSouthernAfrica},
    {"TC", kCaribbean},
    {"TD", kMiddleAfrica},
    {"TF", kEasternAfrica},
    {"TG", kWesternAfrica},
    {"TH", kSouthEasternAsia},
    {"TJ", kCentralAsia},
    {"TK", kPolynesia},
    {"TL", kSouthEasternAsia},
    {"TM", kCentralAsia},
    {"TN", kNorthernAfrica},
    {"TO", kPolynesia},
    {"TR", kWesternAsia},
    {"TT", kCaribbean},
    {"TV", kPolynesia},
    {"TW", kEasternAsia},
    {"TZ", kEasternAfrica},
    {"UA", kEasternEurope},
    {"UG", kEasternAfrica},
    {"UM", kMicronesia},
    {"US", kNorthernAmerica},
    {"UY", kSouthAmerica},
    {"UZ", kCentralAsia},
    {"VA", kSouthernEurope},
    {"VC", kCaribbean},
    {"VE", kSouthAmerica},
    {"VG", kCaribbean},
    {"VI", kCaribbean},
    {"VN", kSouthEasternAsia},
    {"VU", kMelanesia},
    {"WF", kPolynesia},
    {"WS", kPolynesia},
    {"XK", kSouthernEurope},
    {"YE", kWesternAsia},
    {"YT", kEasternAfrica},
    {"ZA", kSouthernAfrica},
    {"ZM", kEasternAfrica},
    {"ZW", kEasternAfrica},
    {"ZZ", kUnknownRegion},
};

constexpr bool RowsAreInOrder() {
  for (size_t i = 1; i < std::size(kRows); ++i) {
    if (std::string_view(kRows[i - 1].code) >= std::string_view(kRows[i].code)) return false;
  }
  return true;
}
static_assert(std::size(kRows) == kCountryCount);
static_assert(RowsAreInOrder());

constexpr int kLetters = 26;

constexpr bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }

constexpr size_t PlaceOfCode(char first, char second) {
  return static_cast<size_t>((first - 'A') * kLetters + (second - 'A'));
}

constexpr std::array<uint8_t, kLetters * kLetters> CountriesByCode() {
  std::array<uint8_t, kLetters * kLetters> countries{};
  for (uint8_t& country : countries) country = kUnknownCountry;
  for (size_t i = 0; i < std::size(kRows); ++i) {
    countries[PlaceOfCode(kRows[i].code[0], kRows[i].code[1])] = static_cast<uint8_t>(i);
  }
  return countries;
}

constexpr std::array<uint8_t, kLetters * kLetters> kCountriesByCode = CountriesByCode();

const Row& RowOf(int country) {
  return kRows[country >= 0 && country < kCountryCount ? country : kUnknownCountry];
}

}  // namespace

std::string_view CountryCode(int country) { return {RowOf(country).code, 2}; }

int CountryOfCode(std::string_view iso) {
  if (iso.size() != 2 || !IsLetter(iso[0]) || !IsLetter(iso[1])) return kUnknownCountry;
  return kCountriesByCode[PlaceOfCode(iso[0], iso[1])];
}

int RegionOfCountry(int country) { return RowOf(country).region; }

}  // namespace nodestats
