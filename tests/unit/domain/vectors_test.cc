#include "domain/vectors.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "domain/rungs.h"

namespace nodestats {
namespace {

std::string WindowsOf(const VectorSpec& spec, Mode mode) {
  std::string windows;
  for (int window = 0; window < kWindowCount; ++window) {
    if (!spec.GoesInto(static_cast<Window>(window), mode)) continue;
    windows += (windows.empty() ? "" : " ") + std::string(kWindows[window].name);
  }
  return windows;
}

struct Row {
  const char* name;
  const char* domains;
  Combine combine;
  const char* binned;
  const char* stream_hour;
  const char* stream_day;
};

// What is published, as the design's table has it. Each row of the design may be several here.
constexpr char kEach[] = "1h 4h 24h";
const Row kPublished[] = {
    {"streams_average", "", Combine::kAverage, kEach, "1h", "24h"},
    {"streams_peak", "", Combine::kPeak, kEach, "1h", "24h"},
    {"region_streams_average", "region", Combine::kAverage, kEach, "4h 24h", "24h"},
    {"region_streams_peak", "region", Combine::kPeak, kEach, "", ""},
    {"country_streams_average", "country", Combine::kAverage, kEach, "24h", "24h"},
    {"country_streams_peak", "country", Combine::kPeak, kEach, "", ""},
    {"streams_at_instant", "instant", Combine::kInstants, "1h", "", ""},
    {"region_streams_at_instant", "instant region", Combine::kInstants, "1h", "", ""},
    {"country_streams_at_instant", "instant country", Combine::kInstants, "1h", "", ""},
    {"source_streams_average", "source_rung", Combine::kAverage, kEach, "24h", "24h"},
    {"pixel_rate_streams_average", "pixel_rate", Combine::kAverage, kEach, "24h", "24h"},
    {"cell_streams_average", "cell", Combine::kAverage, kEach, "", ""},
    {"encoded_pixels", "rung", Combine::kSum, kEach, "24h", "24h"},
    {"decoded_pixels", "", Combine::kSum, kEach, "", ""},
    {"media_seconds", "", Combine::kSum, kEach, "", ""},
    {"input_bytes", "", Combine::kSum, kEach, "", ""},
    {"output_bytes", "", Combine::kSum, kEach, "", ""},
    {"segments", "outcome speed", Combine::kSum, kEach, "", ""},
    {"outcome_streams", "outcome speed", Combine::kAverage, "", "24h", "24h"},
    {"country_broadcasters", "country", Combine::kDistinct, "24h", "", ""},
    {"region_broadcasters", "region", Combine::kDistinct, "24h", "", ""},
};

std::string DomainsOf(const VectorSpec& spec) {
  if (spec.outer == Domain::kNone) return std::string(DomainName(spec.inner));
  return std::string(DomainName(spec.outer)) + " " + std::string(DomainName(spec.inner));
}

TEST(Vectors, GoIntoTheWindowsThatTheDesignNames) {
  ASSERT_EQ(std::size(kPublished), size_t{kVectorCount});
  for (int id = 0; id < kVectorCount; ++id) {
    const VectorSpec& spec = SpecOf(static_cast<VectorId>(id));
    const Row& row = kPublished[id];
    SCOPED_TRACE(row.name);
    EXPECT_EQ(spec.name, row.name);
    EXPECT_EQ(DomainsOf(spec), row.domains);
    EXPECT_EQ(spec.combine, row.combine);
    EXPECT_EQ(WindowsOf(spec, Mode::kBinned), row.binned);
    EXPECT_EQ(WindowsOf(spec, Mode::kStreamHour), row.stream_hour);
    EXPECT_EQ(WindowsOf(spec, Mode::kStreamDay), row.stream_day);
  }
}

TEST(Vectors, AreNumberedInTheOrderOfTheTable) {
  EXPECT_EQ(SpecOf(kRegionStreamsPeak).name, "region_streams_peak");
  EXPECT_EQ(SpecOf(kCountryStreamsAtInstant).name, "country_streams_at_instant");
  EXPECT_EQ(SpecOf(kSourceStreamsAverage).name, "source_streams_average");
  EXPECT_EQ(SpecOf(kEncodedPixels).name, "encoded_pixels");
  EXPECT_EQ(SpecOf(kMediaSeconds).name, "media_seconds");
  EXPECT_EQ(SpecOf(kSegments).name, "segments");
  EXPECT_EQ(SpecOf(kRegionBroadcasters).name, "region_broadcasters");
}

TEST(Vectors, AnHourOfMediaIsOneStreamAndASecondIsOneSecond) {
  EXPECT_EQ(SpecOf(kOutcomeStreams).divisor, 1000);
  for (int id = 0; id < kVectorCount; ++id) {
    if (id == kOutcomeStreams) continue;
    const VectorSpec& spec = SpecOf(static_cast<VectorId>(id));
    const int64_t divisor = spec.combine == Combine::kAverage ? 3'600'000'000 : id == kMediaSeconds ? 1'000'000 : 1;
    EXPECT_EQ(spec.divisor, divisor) << spec.name;
  }
}

// Base units, no type and no window in a name: what `promtool check metrics` asks for.
TEST(Vectors, NamesAreFitForMetrics) {
  std::set<std::string_view> names;
  for (int id = 0; id < kVectorCount; ++id) {
    const VectorSpec& spec = SpecOf(static_cast<VectorId>(id));
    names.insert(spec.name);
    EXPECT_EQ(spec.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos) << spec.name;
    for (const std::string_view bad : {"_total", "_count", "_sum", "_bucket", "_info", "gauge", "counter"}) {
      EXPECT_EQ(spec.name.find(bad), std::string_view::npos) << spec.name;
    }
    EXPECT_FALSE(spec.help.empty());
    EXPECT_NE(spec.name.find(spec.unit), std::string_view::npos) << spec.name << " is in " << spec.unit;
  }
  EXPECT_EQ(names.size(), size_t{kVectorCount});
}

TEST(Vectors, LieOneBehindTheOtherWithoutGaps) {
  size_t end = 0;
  for (int id = 0; id < kVectorCount; ++id) {
    EXPECT_EQ(kOffsets[id], end);
    end += static_cast<size_t>(SpecOf(static_cast<VectorId>(id)).size());
  }
  EXPECT_EQ(kOffsets[kVectorCount], end);
  EXPECT_EQ(SpecOf(kSegments).size(), 3 * 8);
  EXPECT_EQ(SpecOf(kCountryStreamsAtInstant).size(), 12 * 251);
  EXPECT_EQ(SpecOf(kRegionStreamsAtInstant).size(), 12 * 23);
}

TEST(Vectors, AreDenseButForCells) {
  for (int id = 0; id < kVectorCount; ++id) {
    EXPECT_EQ(SpecOf(static_cast<VectorId>(id)).sparse(), id == kCellStreamsAverage);
  }
}

TEST(Domains, HaveOneKeyForEachClass) {
  const std::vector<int> sizes = {1, 251, 23, 10, 11, 11, 3, 8, 12, 36 * 72};
  ASSERT_EQ(sizes.size(), size_t{kDomainCount});
  for (int i = 0; i < kDomainCount; ++i) {
    const auto domain = static_cast<Domain>(i);
    ASSERT_EQ(DomainSize(domain), sizes[static_cast<size_t>(i)]);
    if (domain == Domain::kNone || domain == Domain::kCell) {
      EXPECT_EQ(DomainKey(domain, 0), "");
      continue;
    }
    std::set<std::string_view> keys;
    for (int key = 0; key < DomainSize(domain); ++key) keys.insert(DomainKey(domain, key));
    EXPECT_EQ(keys.size(), static_cast<size_t>(DomainSize(domain))) << DomainName(domain);
    EXPECT_EQ(keys.count(""), 0u) << DomainName(domain);
  }
}

TEST(Domains, KeysAreThoseOfTheirClass) {
  EXPECT_EQ(DomainKey(Domain::kCountry, kUnknownCountry), "ZZ");
  EXPECT_EQ(DomainKey(Domain::kRegion, kUnknownRegion), "Unknown");
  EXPECT_EQ(DomainKey(Domain::kRung, 0), "144p");
  EXPECT_EQ(DomainKey(Domain::kRung, 9), "4320p");
  EXPECT_EQ(DomainKey(Domain::kSourceRung, kUnknownRung), "unknown");
  EXPECT_EQ(DomainKey(Domain::kPixelRate, 10), "512+");
  EXPECT_EQ(DomainKey(Domain::kOutcome, 2), "failed");
  EXPECT_EQ(DomainKey(Domain::kSpeed, 7), "16+");
  EXPECT_EQ(DomainKey(Domain::kInstant, 0), "05");
}

// Sources and renditions share the label, so that one query joins them; their domains differ by "unknown".
TEST(Domains, AreLabelledByTheirNamesButSourceRungs) {
  for (int i = 0; i < kDomainCount; ++i) {
    const auto domain = static_cast<Domain>(i);
    EXPECT_EQ(LabelName(domain), domain == Domain::kSourceRung ? "rung" : DomainName(domain));
  }
}

}  // namespace
}  // namespace nodestats
