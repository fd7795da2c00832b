// Where the databases that we know keep what we want to know.
#ifndef NODESTATS_GEO_SCHEMA_H_
#define NODESTATS_GEO_SCHEMA_H_

#include <maxminddb.h>

#include "geo/place.h"

namespace nodestats {

inline constexpr int kMaxSchemaPath = 2;

// Paths of keys in a record, each of which ends with a null: to the country's code, and to what holds the position's
// two numbers, which have the keys `latitude` and `longitude`.
struct Schema {
  const char* country[kMaxSchemaPath + 1];
  const char* position[kMaxSchemaPath + 1];
  const char* latitude;
  const char* longitude;
};

// MaxMind's `registered_country` is not among them: it says where a block of addresses was registered, and stands
// alone exactly where MaxMind does not know the place (anycast, satellites, proxies). Unknown is the better answer.
inline constexpr Schema kSchemas[] = {
    {{"country", "iso_code", nullptr}, {"location", nullptr}, "latitude", "longitude"},  // MaxMind and DB-IP
    {{"country_code", nullptr}, {nullptr}, "latitude", "longitude"},                     // ip-location-db, IPinfo Lite
    {{"country", nullptr}, {nullptr}, "lat", "lng"},                                     // IPinfo's others
};

// The country of the record at `entry`; kUnknownCountry where it has none. Codes in lower case and some that are not of
// ISO 3166-1 are understood, where only one country can be meant.
int ReadCountry(const MMDB_entry_s& entry, const Schema& schema);

// The cell of its position, in numbers or in their text; kNoCell where it has none.
uint16_t ReadCell(const MMDB_entry_s& entry, const Schema& schema);

}  // namespace nodestats

#endif  // NODESTATS_GEO_SCHEMA_H_
