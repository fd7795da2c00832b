// What every function does with arguments that are none.
#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/node.h"
#include "abi/segments.h"

namespace nodestats_test {
namespace {

TEST(Arguments, NullEngineIsInvalid) {
  Answer answer;
  nodestats_info info = {};
  info.struct_size = sizeof info;
  const nodestats_segment segment = Segment();
  EXPECT_EQ(nodestats_record_segment(nullptr, &segment, "m", 1), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_advance(nullptr, kMidnight), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_reload_geo(nullptr, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_summary(nullptr, NODESTATS_FORMAT_TEXT, 0, 0, answer.get()), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_exact(nullptr, NODESTATS_FORMAT_TEXT, answer.get()), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_next_to_sign(nullptr, answer.get()), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_add_signature(nullptr, 1, std::string(65, 's').data(), 65), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_next_frozen(nullptr, 0, answer.get()), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_restore_frozen(nullptr, "x", 1), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_get_info(nullptr, &info), NODESTATS_EINVAL);
}

TEST(Arguments, NullIsIgnoredWhereSomethingIsGivenBack) {
  EXPECT_EQ(nodestats_close(nullptr), NODESTATS_OK);
  EXPECT_EQ(nodestats_answer_release(nullptr), NODESTATS_OK);
}

TEST(Arguments, NullsAreInvalid) {
  const Node node;
  nodestats_engine* engine = node.engine();
  const nodestats_config config = Config();
  EXPECT_EQ(nodestats_config_init(nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_open(&config, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_open(nullptr, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_record_segment(engine, nullptr, "m", 1), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_summary(engine, NODESTATS_FORMAT_TEXT, 0, 0, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_exact(engine, NODESTATS_FORMAT_TEXT, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_next_to_sign(engine, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_add_signature(engine, 1, nullptr, 65), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_next_frozen(engine, 0, nullptr), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_restore_frozen(engine, nullptr, 0), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_restore_frozen(engine, nullptr, 100), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_get_info(engine, nullptr), NODESTATS_EINVAL);
  nodestats_geo_info geo = {};
  geo.struct_size = sizeof geo;
  EXPECT_EQ(nodestats_inspect_geo(nullptr, 1, &geo), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_inspect_geo("/missing", 1, nullptr), NODESTATS_EINVAL);
}

TEST(Arguments, StructsOfAnotherSizeAreInvalid) {
  Node node;
  node.Tell(kMidnight);
  for (const size_t wrong : {size_t{0}, size_t{1}, sizeof(nodestats_answer) - 8, sizeof(nodestats_answer) + 8,
                             std::numeric_limits<size_t>::max()}) {
    nodestats_answer answer = {};
    answer.struct_size = wrong;
    EXPECT_EQ(nodestats_summary(node.engine(), NODESTATS_FORMAT_TEXT, 0, 0, &answer), NODESTATS_EINVAL) << wrong;
    EXPECT_EQ(nodestats_exact(node.engine(), NODESTATS_FORMAT_TEXT, &answer), NODESTATS_EINVAL) << wrong;
    EXPECT_EQ(nodestats_next_to_sign(node.engine(), &answer), NODESTATS_EINVAL) << wrong;
    EXPECT_EQ(nodestats_next_frozen(node.engine(), 0, &answer), NODESTATS_EINVAL) << wrong;
    EXPECT_EQ(nodestats_answer_release(&answer), NODESTATS_EINVAL) << wrong;
    EXPECT_EQ(answer.struct_size, wrong);
    EXPECT_EQ(answer.data, nullptr);
  }
  nodestats_info info = {};
  info.struct_size = sizeof info - 1;
  info.segments = 7;
  EXPECT_EQ(nodestats_get_info(node.engine(), &info), NODESTATS_EINVAL);
  EXPECT_EQ(info.segments, 7u);

  nodestats_geo_info geo = {};
  geo.struct_size = sizeof geo + 8;
  EXPECT_EQ(nodestats_inspect_geo("/missing", 1, &geo), NODESTATS_EINVAL);

  nodestats_segment segment = Segment();
  segment.struct_size -= sizeof(nodestats_rendition);
  EXPECT_EQ(node.Record(segment), NODESTATS_EINVAL);

  nodestats_config config = Config();
  config.struct_size += 8;
  nodestats_engine* engine = node.engine();
  EXPECT_EQ(nodestats_open(&config, &engine), NODESTATS_EINVAL);
  EXPECT_EQ(engine, nullptr);
}

TEST(Arguments, FormatsAndSinceOutOfRangeAreInvalid) {
  const Node node;
  Answer answer;
  for (const uint32_t format : {0u, 6u, 7u, 255u, 0xffffffffu}) {
    EXPECT_EQ(nodestats_summary(node.engine(), format, 0, 0, answer.get()), NODESTATS_EINVAL) << format;
    EXPECT_EQ(nodestats_exact(node.engine(), format, answer.get()), NODESTATS_EINVAL) << format;
  }
  for (const uint32_t format :
       {NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY, NODESTATS_FORMAT_PROTOBUF}) {
    EXPECT_EQ(nodestats_exact(node.engine(), format, answer.get()), NODESTATS_EINVAL) << format;
  }
  for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
    EXPECT_EQ(nodestats_summary(node.engine(), format, -1, 0, answer.get()), NODESTATS_EINVAL) << format;
    EXPECT_EQ(nodestats_summary(node.engine(), format, INT64_MIN, 1, answer.get()), NODESTATS_EINVAL) << format;
    Answer latest;
    EXPECT_EQ(nodestats_summary(node.engine(), format, INT64_MAX, 1, latest.get()), NODESTATS_OK) << format;
  }
}

TEST(Arguments, AFailedCallLeavesAnAnswerAsItWas) {
  Node node;
  node.Tell(kMidnight);
  Answer answer = node.Summary(NODESTATS_FORMAT_TEXT);
  const std::string before = answer.bytes();
  const std::string etag = answer.etag();
  EXPECT_EQ(nodestats_summary(node.engine(), 99, 0, 0, answer.get()), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_exact(node.engine(), 99, answer.get()), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_next_to_sign(node.engine(), answer.get()), NODESTATS_ENONE);
  EXPECT_EQ(nodestats_next_frozen(node.engine(), 0, answer.get()), NODESTATS_ENONE);
  EXPECT_EQ(answer.bytes(), before);
  EXPECT_EQ(answer.etag(), etag);
}

TEST(Arguments, TimesBefore1970AndFrom10000OnAreInvalidAndMoveNothing) {
  Node node;
  node.Tell(kMidnight + kMinute);
  for (const int64_t bad : {int64_t{-1}, int64_t{INT64_MIN}, int64_t{253402300800000}, int64_t{INT64_MAX}}) {
    EXPECT_EQ(nodestats_advance(node.engine(), bad), NODESTATS_EINVAL) << bad;
  }
  EXPECT_EQ(node.Info().hour_start_unix_s, kMidnight / 1000);
  node.Tell(0);
  EXPECT_EQ(node.Info().hour_start_unix_s, 0);
  node.Tell(253402300799999);
  EXPECT_EQ(node.Info().hour_start_unix_s, 253402300799 / 3600 * 3600);
}

TEST(Arguments, OnlyEachVersionAndStatusHaveTexts) {
  EXPECT_STREQ(nodestats_version(), NODESTATS_VERSION);
  std::vector<std::string> texts;
  for (nodestats_status status = NODESTATS_OK; status <= NODESTATS_EINTERNAL; ++status) {
    const std::string text = nodestats_status_text(status);
    EXPECT_GT(text.size(), 1u) << status;
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    for (const std::string& other : texts) EXPECT_NE(text, other);
    texts.push_back(text);
  }
  for (const nodestats_status unknown : {-1, NODESTATS_EINTERNAL + 1, INT32_MIN, INT32_MAX}) {
    const std::string text = nodestats_status_text(unknown);
    EXPECT_NE(text.find("unknown"), std::string::npos) << unknown << ": " << text;
  }
}

}  // namespace
}  // namespace nodestats_test
