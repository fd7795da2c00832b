#include "publish/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "publish/made_snapshot.h"

namespace nodestats::crawler {
namespace {

std::string HeaderOf(const Answer& answer, absl::string_view name) {
  for (const auto& [each, value] : answer.headers) {
    if (name == each) return value;
  }
  return "";
}

class AnswerTest : public ::testing::Test {
 protected:
  Answer Get(absl::string_view if_none_match, absl::string_view accept_encoding) {
    return MakeAnswer(site_, ready_, {"GET", "/metrics", if_none_match, accept_encoding});
  }
  const Page ready_ = ReadinessPage("");
  const Site site_{MadeSnapshot(), "[]"};
};

TEST_F(AnswerTest, IsCompressedOnlyWhereThatIsWanted) {
  for (const char* value : {"gzip", "GZIP", "br, gzip;q=0.5", "deflate,gzip ; q=1.000"}) {
    EXPECT_EQ(HeaderOf(Get("", value), "Content-Encoding"), "gzip") << value;
  }
  for (const char* value : {"identity", "gzip;q=0", "gzip; q=0.000", "xgzip", "gzip;", ",;,;", ""}) {
    EXPECT_EQ(HeaderOf(Get("", value), "Content-Encoding"), "") << value;
  }
}

TEST_F(AnswerTest, LiesInTheSite) {
  EXPECT_EQ(Get("", "").body.data(), site_.Find("/metrics").body.data());
  EXPECT_EQ(Get("", "gzip").body.data(), site_.Find("/metrics").gzip.data());
  EXPECT_EQ(MakeAnswer(site_, ready_, {"PUT", "/metrics", "", ""}).body.data(), site_.not_allowed().body.data());
}

TEST_F(AnswerTest, EachFormHasItsTag) {
  const std::string plain = HeaderOf(Get("", ""), "ETag");
  const std::string gzip = HeaderOf(Get("", "gzip"), "ETag");
  EXPECT_EQ(Get(plain, "").status, 304U);
  EXPECT_EQ(Get(gzip, "gzip").status, 304U);
  EXPECT_EQ(Get(plain, "gzip").status, 200U);
  EXPECT_EQ(Get(gzip, "").status, 200U);
}

TEST_F(AnswerTest, ATagIsFoundInAList) {
  const std::string tag = HeaderOf(Get("", ""), "ETag");
  for (const std::string& held : {"W/" + tag, "\"a\",\"b\" , " + tag, tag + ",", std::string("*")}) {
    EXPECT_EQ(Get(held, "").status, 304U) << held;
  }
  for (const std::string& held : {tag.substr(1), "w/" + tag, std::string("\"\""), std::string(","), std::string()}) {
    EXPECT_EQ(Get(held, "").status, 200U) << held;
  }
}

TEST_F(AnswerTest, AnErrorHasNoTagAndIsNotStored) {
  const Answer answer = MakeAnswer(site_, ready_, {"GET", "/none", "*", "gzip"});
  EXPECT_EQ(answer.status, 404U);
  EXPECT_EQ(HeaderOf(answer, "ETag"), "");
  EXPECT_EQ(HeaderOf(answer, "Cache-Control"), "no-store");
}

TEST_F(AnswerTest, ReadinessIsThatOfTheMoment) {
  const Page trouble = ReadinessPage("the disk is full");
  for (const char* method : {"GET", "HEAD"}) {
    EXPECT_EQ(MakeAnswer(site_, ready_, {method, kReadinessPath, "", ""}).body, "ok\n");
    const Answer answer = MakeAnswer(site_, trouble, {method, kReadinessPath, "", ""});
    EXPECT_EQ(answer.status, 503U);
    EXPECT_EQ(answer.body, "not ready: the disk is full\n");
    EXPECT_EQ(HeaderOf(answer, "Cache-Control"), "no-store");
  }
  EXPECT_EQ(MakeAnswer(site_, trouble, {"PUT", kReadinessPath, "", ""}).status, 405U);
}

// A page of another site may have the browser send a tag, which it does not do unless it was told so.
TEST_F(AnswerTest, APreflightAllowsWhatMakesAnAnswerShort) {
  const Answer answer = MakeAnswer(site_, ready_, {"OPTIONS", "/api/v1/index", "", ""});
  EXPECT_EQ(HeaderOf(answer, "Access-Control-Allow-Headers"), "If-None-Match");
}

TEST_F(AnswerTest, SaysWhenToComeBack) {
  const Answer answer = MakeAnswer(Site(), ready_, {"GET", "/metrics", "", ""});
  EXPECT_EQ(answer.status, 503U);
  EXPECT_EQ(HeaderOf(answer, "Retry-After"), "10");
}

}  // namespace
}  // namespace nodestats::crawler
