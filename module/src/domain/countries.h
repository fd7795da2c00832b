// The countries that figures are given for.
#ifndef NODESTATS_DOMAIN_COUNTRIES_H_
#define NODESTATS_DOMAIN_COUNTRIES_H_

#include <string_view>

#include "domain/regions.h"

namespace nodestats {

// The 249 codes of ISO 3166-1 alpha-2, XK (Kosovo, which has none there) and ZZ (unknown), by alphabet.
inline constexpr int kCountryCount = 251;
inline constexpr int kUnknownCountry = kCountryCount - 1;

// The code of `country`; "ZZ" for the last one and for what is none.
std::string_view CountryCode(int country);

// The country of a code in upper case; kUnknownCountry for anything else, such as EU or AP.
int CountryOfCode(std::string_view iso);

// The region of `country`; kUnknownRegion for what is none.
int RegionOfCountry(int country);

}  // namespace nodestats

#endif  // NODESTATS_DOMAIN_COUNTRIES_H_
