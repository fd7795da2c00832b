// The design's table of what is published, written out once more by hand.
#ifndef NODESTATS_TESTS_UNIT_RELEASE_PUBLISHED_TABLE_H_
#define NODESTATS_TESTS_UNIT_RELEASE_PUBLISHED_TABLE_H_

#include <string>
#include <vector>

namespace nodestats_test {

// A vector, and the windows that it goes into in each mode: any of "1h 4h 24h".
struct PublishedRow {
  std::string name;
  std::vector<std::string> domains;
  std::string unit;
  std::string stream_hour;
  std::string stream_day;
  std::string binned;
};

inline const std::vector<PublishedRow>& PublishedTable() {
  static const std::string* const all = new std::string("1h 4h 24h");
  static const auto* const rows = new std::vector<PublishedRow>{
      {"streams_average", {}, "streams", "1h", "24h", *all},
      {"streams_peak", {}, "streams", "1h", "24h", *all},
      {"region_streams_average", {"region"}, "streams", "4h 24h", "24h", *all},
      {"region_streams_peak", {"region"}, "streams", "", "", *all},
      {"country_streams_average", {"country"}, "streams", "24h", "24h", *all},
      {"country_streams_peak", {"country"}, "streams", "", "", *all},
      {"streams_at_instant", {"instant"}, "streams", "", "", "1h"},
      {"region_streams_at_instant", {"instant", "region"}, "streams", "", "", "1h"},
      {"country_streams_at_instant", {"instant", "country"}, "streams", "", "", "1h"},
      {"encoded_pixels", {"rung"}, "pixels", "24h", "24h", *all},
      {"source_streams_average", {"source_rung"}, "streams", "24h", "24h", *all},
      {"pixel_rate_streams_average", {"pixel_rate"}, "streams", "24h", "24h", *all},
      {"segments", {"outcome", "speed"}, "segments", "", "", *all},
      {"outcome_streams", {"outcome", "speed"}, "streams", "24h", "24h", ""},
      {"country_broadcasters", {"country"}, "broadcasters", "", "", "24h"},
      {"region_broadcasters", {"region"}, "broadcasters", "", "", "24h"},
      {"cell_streams_average", {"cell"}, "streams", "", "", *all},
      {"decoded_pixels", {}, "pixels", "", "", *all},
      {"media_seconds", {}, "seconds", "", "", *all},
      {"input_bytes", {}, "bytes", "", "", *all},
      {"output_bytes", {}, "bytes", "", "", *all},
  };
  return *rows;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_UNIT_RELEASE_PUBLISHED_TABLE_H_
