#include "remote_write/write_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <snappy.h>

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "remote_write/some_release.h"

namespace nodestats::crawler {
namespace {

using testing::Key;
using testing::Not;

Labels LabelsOf(const prometheus::TimeSeries& series) {
  Labels labels;
  for (const auto& label : series.labels()) labels[label.name()] = label.value();
  return labels;
}

std::map<Labels, double> Samples(const prometheus::WriteRequest& request) {
  std::map<Labels, double> samples;
  for (const auto& series : request.timeseries()) samples[LabelsOf(series)] = series.samples(0).value();
  return samples;
}

std::map<Labels, double> SamplesOf(const StoredRelease& release, const RemoteWriteOptions& options = {}) {
  return Samples(MakeRequest({release}, options).request);
}

// Labels of a series of SomeDay.
Labels Of(const std::string& name, Labels more) {
  more.insert({{"__name__", "nodestats_" + name},
               {"window", "24h"},
               {"recipient", "0x00000000000000000000000000000000c0ffee00"},
               {"node_instance", "00112233445566778899aabbccddeeff"}});
  return more;
}

TEST(WriteRequest, NamesAndLabelsSeriesAsTheTextFormDoes) {
  auto samples = SamplesOf(Stored(1, SomeDay()));
  EXPECT_EQ(samples.at(Of("streams_average", {})), 1.5);
  EXPECT_EQ(samples.at(Of("country_streams_average", {{"country", "AD"}, {"region", "Southern Europe"}})), -0.1);
  EXPECT_EQ(samples.at(Of("country_streams_average", {{"country", "ZZ"}, {"region", "Unknown"}})), 0.15);
  EXPECT_EQ(samples.at(Of("encoded_pixels", {{"rung", "4320p"}})), 5000.009);
  EXPECT_EQ(samples.at(Of("outcome_streams", {{"outcome", "failed"}, {"speed", "16+"}})), 0.023);
  EXPECT_EQ(samples.at(Of("cell_streams_average", {{"cell", "-90,-180"}})), 7);
  EXPECT_EQ(samples.at(Of("cell_streams_average", {{"cell", "85,175"}})), -0.001);
}

TEST(WriteRequest, TellsHowTheReleaseWasMade) {
  auto samples = SamplesOf(Stored(1, SomeDay()));
  EXPECT_EQ(samples.at(Of("covered_seconds", {})), 18 * 3600);
  EXPECT_EQ(samples.at(Of("release_end_timestamp_seconds", {})), kMidnight);
  EXPECT_EQ(samples.at(Of("noise_stddev", {{"vector", "streams_average"}})), 0.75);
  EXPECT_EQ(samples.at(Of("noise_stddev", {{"vector", "country_streams_average"}})), 0);
  EXPECT_EQ(samples.at(Of("noise_stddev", {{"vector", "encoded_pixels"}, {"rung", "240p"}})), 3);
  EXPECT_EQ(samples.at(Of("release_info", {{"privacy_mode", "stream-hour"},
                                           {"epsilon", "1"},
                                           {"kinds", "transcode"},
                                           {"software_version", "nodestats/0.1.0"},
                                           {"instance_id", "00112233445566778899aabbccddeeff"},
                                           {"chain_id", "42161"},
                                           {"signer", "0x00000000000000000000000000000000000000a1"}})),
            1);
  for (const auto& [labels, value] : samples) EXPECT_EQ(labels.at("window"), "24h");
}

TEST(WriteRequest, KeepsDenseVectorsDense) {
  std::map<std::string, int> counts;
  for (const auto& [labels, value] : SamplesOf(Stored(1, SomeDay()))) ++counts[labels.at("__name__")];
  EXPECT_EQ(counts["nodestats_country_streams_average"], 251);
  EXPECT_EQ(counts["nodestats_outcome_streams"], 24);
  EXPECT_EQ(counts["nodestats_encoded_pixels"], 10);
  EXPECT_EQ(counts["nodestats_cell_streams_average"], 2);
}

TEST(WriteRequest, EverySampleIsOfTheWindowsEnd) {
  const RequestPart part = MakeRequest({Stored(1, SomeDay()), Stored(2, SomeHour(5, 1))}, {});
  std::set<int64_t> times;
  for (const auto& series : part.request.timeseries()) {
    ASSERT_EQ(series.samples_size(), 1);
    times.insert(series.samples(0).timestamp());
  }
  EXPECT_EQ(times, (std::set<int64_t>{kMidnight * 1000, (kMidnight + 5 * 3600) * 1000}));
}

TEST(WriteRequest, LabelsAreSortedAndNoneIsEmpty) {
  const RequestPart part = MakeRequest({Stored(1, SomeDay())}, {});
  for (const auto& series : part.request.timeseries()) {
    for (int i = 0; i < series.labels_size(); ++i) {
      EXPECT_FALSE(series.labels(i).value().empty()) << series.ShortDebugString();
      EXPECT_LT(i == 0 ? "" : series.labels(i - 1).name(), series.labels(i).name());
    }
  }
}

TEST(WriteRequest, TheRecipientIsTheVerifiedOne) {
  StoredRelease release = Stored(1, SomeHour(1, 1));
  release.recipient = ParseAccount("0x00000000000000000000000000000000000000b2").value();
  for (const auto& [labels, value] : SamplesOf(release)) {
    EXPECT_EQ(labels.at("recipient"), "0x00000000000000000000000000000000000000b2");
  }
  release.recipient = kNoAccount;
  for (const auto& [labels, value] : SamplesOf(release)) EXPECT_THAT(labels, Not(testing::Contains(Key("recipient"))));
}

TEST(WriteRequest, ExternalLabelsReplaceNone) {
  RemoteWriteOptions options;
  options.external_labels = {{"crawler", "a"}, {"window", "mine"}};
  for (const auto& [labels, value] : SamplesOf(Stored(1, SomeDay()), options)) {
    EXPECT_EQ(labels.at("crawler"), "a");
    EXPECT_EQ(labels.at("window"), "24h");
  }
}

TEST(WriteRequest, RelabelingSeesExternalLabels) {
  RemoteWriteOptions options;
  options.external_labels = {{"crawler", "a"}};
  options.relabeling = *Relabeling::Parse(R"([
    {"source_labels": ["__name__", "crawler"], "regex": "nodestats_streams_average;a", "action": "keep"},
    {"regex": "crawler|window", "action": "labeldrop"}])");
  const auto samples = SamplesOf(Stored(1, SomeDay()), options);
  ASSERT_EQ(samples.size(), 1U);
  EXPECT_EQ(samples.begin()->first.count("crawler"), 0U);
  EXPECT_EQ(samples.begin()->second, 1.5);
}

TEST(WriteRequest, LeavesOutWhatContradictsOrCannotBeRead) {
  StoredRelease other_story = Stored(2, SomeHour(1, 2));
  other_story.contradicts = true;
  StoredRelease garbage = Stored(3, SomeHour(1, 3));
  garbage.payload = std::string("\xff\xff\xff\xff\xff", 5);
  v1::Release impossible = SomeHour(1, 4);
  impossible.set_end_unix_seconds(5);
  const RequestPart part = MakeRequest(
      {Stored(1, SomeHour(1, 1)), other_story, garbage, Stored(4, impossible), Stored(5, v1::Release())}, {});
  EXPECT_EQ(part.releases, 1);
  EXPECT_EQ(part.skipped, 4);
  EXPECT_EQ(part.last_sequence, 5);
  for (const auto& [labels, value] : Samples(part.request)) {
    EXPECT_EQ(value == 0.001, labels.at("__name__") == "nodestats_streams_average");
  }
}

// What the verifier left out, and so did not check, is in the payload still.
TEST(WriteRequest, SendsNothingThatWasNotVerified) {
  v1::Release release = SomeDay();
  const auto samples = SamplesOf(Stored(1, release));
  v1::Domain* one_key = release.add_domains();
  one_key->set_name("__name__");
  one_key->add_keys("up");
  v1::Vector* huge = release.add_vectors();
  huge->set_name("streams_peak");
  huge->add_domains("__name__");
  huge->add_values(INT64_MAX);
  huge->set_divisor(1);
  EXPECT_EQ(SamplesOf(Stored(1, release)), samples);
  for (v1::Domain& domain : *release.mutable_domains()) {
    if (domain.name() == "country") domain.mutable_keys()->SwapElements(0, 1);
  }
  std::map<Labels, double> without_countries;
  for (const auto& [labels, value] : samples) {
    if (labels.at("__name__") == "nodestats_country_streams_average") continue;
    if (labels.contains("vector") && labels.at("vector") == "country_streams_average") continue;
    without_countries.emplace(labels, value);
  }
  EXPECT_LT(without_countries.size(), samples.size());
  EXPECT_EQ(SamplesOf(Stored(1, release)), without_countries);
}

TEST(WriteRequest, LeavesOutWhatEndedTooLongAgo) {
  StoredRelease other_story = Stored(1, SomeHour(1, 2));
  other_story.contradicts = true;
  const std::vector<StoredRelease> releases = {other_story, Stored(2, SomeHour(1, 1)), Stored(3, SomeHour(2, 1)),
                                               Stored(4, SomeHour(1, 1))};
  const RequestPart part = MakeRequest(releases, {}, absl::FromUnixSeconds(kMidnight + 2 * 3600));
  EXPECT_EQ(part.too_old, 2);
  EXPECT_EQ(part.skipped, 1);
  EXPECT_EQ(part.releases, 1);
  EXPECT_EQ(part.last_sequence, 4);
  EXPECT_EQ(MakeRequest(releases, {}).too_old, 0);
}

TEST(WriteRequest, EndsWithTheReleaseThatFillsIt) {
  std::vector<StoredRelease> releases;
  for (int i = 1; i <= 100; ++i) releases.push_back(Stored(i, SomeDay()));
  const int each = MakeRequest({releases[0]}, {}).request.timeseries_size();
  const int fit = (kMaxSamplesPerRequest + each - 1) / each;
  ASSERT_LT(fit, 100);
  const RequestPart part = MakeRequest(releases, {});
  EXPECT_EQ(part.releases, fit);
  EXPECT_EQ(part.last_sequence, fit);
  EXPECT_EQ(part.request.timeseries_size(), fit * each);
}

TEST(WriteRequest, IsCompressedInBlockFormat) {
  const prometheus::WriteRequest request = MakeRequest({Stored(1, SomeDay())}, {}).request;
  std::string plain;
  const std::string body = Compress(request);
  ASSERT_TRUE(snappy::Uncompress(body.data(), body.size(), &plain));
  EXPECT_EQ(plain, request.SerializeAsString());
  EXPECT_LT(body.size() * 4, plain.size());
}

}  // namespace
}  // namespace nodestats::crawler
