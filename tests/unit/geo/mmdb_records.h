// Records as the databases that we know write them, and a small database.
#ifndef NODESTATS_TESTS_UNIT_GEO_MMDB_RECORDS_H_
#define NODESTATS_TESTS_UNIT_GEO_MMDB_RECORDS_H_

#include <string>

#include "mmdb_writer.h"

namespace nodestats {

// As in GeoLite2-Country.
inline std::string MaxMindCountry(const std::string& code) {
  using namespace mmdb;
  const std::string names = Map({{"de", Text("Name")}, {"en", Text("Name")}, {"ja", Text("\xe5\x90\x8d")}});
  return Map({{"continent", Map({{"code", Text("EU")}, {"geoname_id", Uint32(6255148)}, {"names", names}})},
              {"country", Map({{"geoname_id", Uint32(1)}, {"iso_code", Text(code)}, {"names", names}})},
              {"registered_country", Map({{"geoname_id", Uint32(2)}, {"iso_code", Text("US")}})}});
}

// As in GeoLite2-City.
inline std::string MaxMindCity(const std::string& code, double latitude, double longitude) {
  using namespace mmdb;
  return Map({{"city", Map({{"names", Map({{"en", Text("Town")}})}})},
              {"country", Map({{"iso_code", Text(code)}, {"names", Map({{"en", Text("Land")}})}})},
              {"location", Map({{"accuracy_radius", Uint16(20)},
                                {"latitude", Double(latitude)},
                                {"longitude", Double(longitude)},
                                {"time_zone", Text("Europe/Berlin")}})},
              {"subdivisions", Array({Map({{"iso_code", Text("BE")}}), Map({{"iso_code", Text("BB")}})})}});
}

// As in ip-location-db's geo-whois-asn-country.
inline std::string FlatCountry(const std::string& code) { return mmdb::Map({{"country_code", mmdb::Text(code)}}); }

// As in ip-location-db's dbip-city.
inline std::string FlatCity(const std::string& code, float latitude, float longitude) {
  using namespace mmdb;
  return Map({{"city", Text("Town")},
              {"country_code", Text(code)},
              {"latitude", Float(latitude)},
              {"longitude", Float(longitude)},
              {"timezone", Text("")}});
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
