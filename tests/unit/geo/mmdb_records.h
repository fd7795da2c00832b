// Records as the databases that we know write them, and a small database.
#ifndef NODESTATS_TESTS_UNIT_GEO_MMDB_RECORDS_H_
#define NODESTATS_TESTS_UNIT_GEO_MMDB_RECORDS_H_

#include <string>

#include "mmdb_writer.h"

namespace nodestats {

// As in GeoLite2-Country.
inline std::string MaxMindCountry(const std::string& code) {
  const std::string names =
      mmdb::Map({{"de", mmdb::Text("Name")}, {"en", mmdb::Text("Name")}, {"ja", mmdb::Text("\xe5\x90\x8d")}});
  return mmdb::Map(
      {{"continent", mmdb::Map({{"code", mmdb::Text("EU")}, {"geoname_id", mmdb::Uint32(6255148)}, {"names", names}})},
       {"country", mmdb::Map({{"geoname_id", mmdb::Uint32(1)}, {"iso_code", mmdb::Text(code)}, {"names", names}})},
       {"registered_country", mmdb::Map({{"geoname_id", mmdb::Uint32(2)}, {"iso_code", mmdb::Text("US")}})}});
}

// As in GeoLite2-City.
inline std::string MaxMindCity(const std::string& code, double latitude, double longitude) {
  return mmdb::Map(
      {{"city", mmdb::Map({{"names", mmdb::Map({{"en", mmdb::Text("Town")}})}})},
       {"country", mmdb::Map({{"iso_code", mmdb::Text(code)}, {"names", mmdb::Map({{"en", mmdb::Text("Land")}})}})},
       {"location", mmdb::Map({{"accuracy_radius", mmdb::Uint16(20)},
                               {"latitude", mmdb::Double(latitude)},
                               {"longitude", mmdb::Double(longitude)},
                               {"time_zone", mmdb::Text("Europe/Berlin")}})},
       {"subdivisions",
        mmdb::Array({mmdb::Map({{"iso_code", mmdb::Text("BE")}}), mmdb::Map({{"iso_code", mmdb::Text("BB")}})})}});
}

// As in ip-location-db's geo-whois-asn-country.
inline std::string FlatCountry(const std::string& code) { return mmdb::Map({{"country_code", mmdb::Text(code)}}); }

// As in ip-location-db's dbip-city.
inline std::string FlatCity(const std::string& code, float latitude, float longitude) {
  return mmdb::Map({{"city", mmdb::Text("Town")},
                    {"country_code", mmdb::Text(code)},
                    {"latitude", mmdb::Float(latitude)},
                    {"longitude", mmdb::Float(longitude)},
                    {"timezone", mmdb::Text("")}});
}

// As in IPinfo's files before its Lite one, with and without a place.
inline std::string IpinfoCountry(const std::string& code) {
  return mmdb::Map({{"continent", mmdb::Text("AS")},
                    {"continent_name", mmdb::Text("Asia")},
                    {"country", mmdb::Text(code)},
                    {"country_name", mmdb::Text("Land")}});
}
inline std::string IpinfoCity(const std::string& code, const std::string& latitude, const std::string& longitude) {
  return mmdb::Map({{"city", mmdb::Text("Town")},
                    {"country", mmdb::Text(code)},
                    {"lat", mmdb::Text(latitude)},
                    {"lng", mmdb::Text(longitude)}});
}

// As in IPinfo Lite.
inline std::string IpinfoLite(const std::string& code) {
  return mmdb::Map({{"asn", mmdb::Text("AS1")},
                    {"continent_code", mmdb::Text("AS")},
                    {"country", mmdb::Text("Land")},
                    {"country_code", mmdb::Text(code)}});
}

// Some countries in IPv4 and IPv6, with aliases of IPv4 as MaxMind's files have them.
inline MmdbWriter SmallDatabase() {
  MmdbWriter writer;
  writer.Add("1.0.0.0/24", MaxMindCountry("AU"));
  writer.Add("8.8.8.0/24", MaxMindCountry("US"));
  writer.Add("88.99.0.0/16", MaxMindCity("DE", 50.48, 12.37));
  writer.Add("200.160.0.0/20", MaxMindCountry("BR"));
  writer.Add("2001:200::/32", MaxMindCity("JP", 35.7, 139.7));
  writer.Add("2a01:4f8::/32", MaxMindCountry("DE"));
  writer.AliasIpv4("::ffff:0:0/96");
  writer.AliasIpv4("2002::/16");
  return writer;
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_GEO_MMDB_RECORDS_H_
