// One set of metrics in each form, to the letter.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "render/json_sink.h"
#include "render/metric_family_sink.h"
#include "render/metric_sink.h"
#include "render/text_sink.h"

namespace nodestats {
namespace {

void WriteExample(MetricSink* sink) {
  sink->Family("plain", "One sample.", MetricType::kGauge);
  sink->AddOne({}, -3);
  sink->Family("labelled_total", "One sample with labels.", MetricType::kCounter);
  sink->AddOne({{"a", "b"}, {"c", ""}}, 1);
  sink->Family("keyed", "Two samples.", MetricType::kGauge);
  const Label label = {"window", "1h"};
  const std::vector<std::string_view> keys = {"DE", "a longer key"};
  const std::vector<int64_t> values = {3, INT64_MIN};
  sink->Add({{&label, 1}, "key", keys, values, 2});
  sink->Add({{}, "key", keys, values, 1});
  sink->Family("none", "No sample.", MetricType::kGauge);
}

TEST(TextSink, WritesPrometheusText) {
  TextSink sink;
  WriteExample(&sink);
  EXPECT_EQ(sink.Take(),
            "# HELP plain One sample.\n# TYPE plain gauge\nplain -3\n"
            "# HELP labelled_total One sample with labels.\n# TYPE labelled_total counter\n"
            "labelled_total{a=\"b\",c=\"\"} 1\n"
            "# HELP keyed Two samples.\n# TYPE keyed gauge\n"
            "keyed{window=\"1h\",key=\"DE\"} 1.5\n"
            "keyed{window=\"1h\",key=\"a longer key\"} -4611686018427387904\n"
            "keyed{key=\"DE\"} 3\n"
            "keyed{key=\"a longer key\"} -9223372036854775808\n"
            "# HELP none No sample.\n# TYPE none gauge\n");
}

TEST(TextSink, IsEmptyWithoutMetrics) { EXPECT_EQ(TextSink().Take(), ""); }

TEST(JsonSink, WritesAListForEachMetric) {
  JsonSink sink;
  WriteExample(&sink);
  EXPECT_EQ(sink.Take(),
            "{\"plain\":[{\"value\":-3}],"
            "\"labelled_total\":[{\"a\":\"b\",\"c\":\"\",\"value\":1}],"
            "\"keyed\":[{\"window\":\"1h\",\"key\":\"DE\",\"value\":1.5},"
            "{\"window\":\"1h\",\"key\":\"a longer key\",\"value\":-4611686018427387904},"
            "{\"key\":\"DE\",\"value\":3},{\"key\":\"a longer key\",\"value\":-9223372036854775808}],"
            "\"none\":[]}\n");
}

TEST(JsonSink, IsAnEmptyObjectWithoutMetrics) { EXPECT_EQ(JsonSink().Take(), "{}\n"); }

// Encoded by hand from prometheus/client_model's metrics.proto.
TEST(MetricFamilySink, WritesDelimitedMessages) {
  MetricFamilySink sink;
  sink.Family("up", "Is it?", MetricType::kGauge);
  const Label label = {"a", "b"};
  const std::vector<std::string_view> keys = {"k"};
  const std::vector<int64_t> values = {3};
  sink.Add({{&label, 1}, "key", keys, values, 2});
  sink.Family("n_total", "", MetricType::kCounter);
  sink.AddOne({}, 1);
  const std::string gauge =
      "\x0a\x06\x0a\x01"
      "a"
      "\x12\x01"
      "b"  // label
      "\x0a\x08\x0a\x03"
      "key"
      "\x12\x01"
      "k"  // label
      "\x12\x09\x09" +
      std::string("\0\0\0\0\0\0\xf8\x3f", 8);  // gauge: 1.5
  const std::string first =
      "\x0a\x02up\x12\x06Is it?\x18\x01\x22" + std::string(1, static_cast<char>(gauge.size())) + gauge;
  const std::string counter = "\x1a\x09\x09" + std::string("\0\0\0\0\0\0\xf0\x3f", 8);  // counter: 1
  const std::string second = "\x0a\x07n_total" + std::string("\x12\x00\x18\x00\x22\x0b", 6) + counter;
  EXPECT_EQ(sink.Take(), std::string(1, static_cast<char>(first.size())) + first +
                             std::string(1, static_cast<char>(second.size())) + second);
}

TEST(MetricFamilySink, IsEmptyWithoutMetrics) { EXPECT_EQ(MetricFamilySink().Take(), ""); }

}  // namespace
}  // namespace nodestats
