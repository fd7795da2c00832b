#include "remote_write/relabel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

// The cases are Prometheus' too: tests/network asks promtool for them.
Json Cases() {
  std::ifstream file(NODESTATS_SOURCE_DIR "/tests/crawler/remote_write/relabel_cases.json");
  return Json::parse(file);
}

TEST(Relabeling, DoesWhatPrometheusDoes) {
  int tried = 0;
  for (const Json& test : Cases()) {
    if (test.contains("bad")) continue;
    const absl::StatusOr<Relabeling> relabeling = Relabeling::Parse(test["rules"].dump());
    ASSERT_TRUE(relabeling.ok()) << test["name"] << ": " << relabeling.status();
    auto labels = test["labels"].get<Labels>();
    const bool kept = relabeling->Apply(labels);
    EXPECT_EQ(kept, !test["want"].is_null()) << test["name"];
    if (kept && !test["want"].is_null()) {
      EXPECT_EQ(labels, test["want"].get<Labels>()) << test["name"];
    }
    ++tried;
  }
  EXPECT_GT(tried, 40);
}

TEST(Relabeling, NamesTheRuleThatIsBad) {
  int tried = 0;
  for (const Json& test : Cases()) {
    if (!test.contains("bad")) continue;
    const absl::StatusOr<Relabeling> relabeling = Relabeling::Parse(test["rules"].dump());
    ASSERT_FALSE(relabeling.ok()) << test["name"];
    EXPECT_EQ(relabeling.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(relabeling.status().message(), HasSubstr(test["bad"].get<std::string>())) << test["name"];
    EXPECT_THAT(relabeling.status().message(), HasSubstr(absl::StrCat("rule ", test["rules"].size()))) << test["name"];
    ++tried;
  }
  EXPECT_GT(tried, 15);
}

TEST(Relabeling, IsNothingWithoutRules) {
  const Labels before{{"__name__", "m"}, {"a", "1"}};
  for (const Relabeling& relabeling : {Relabeling(), *Relabeling::Parse("[]")}) {
    Labels labels = before;
    EXPECT_TRUE(relabeling.Apply(labels));
    EXPECT_EQ(labels, before);
  }
}

TEST(Relabeling, ChoosesSeriesByTheirName) {
  const auto relabeling =
      Relabeling::Parse(R"([{"source_labels": ["__name__"], "regex": "nodestats_exact_.*", "action": "drop"}])");
  Labels exact{{"__name__", "nodestats_exact_streams"}}, open{{"__name__", "nodestats_streams_average"}};
  EXPECT_FALSE(relabeling->Apply(exact));
  EXPECT_TRUE(relabeling->Apply(open));
}

TEST(Relabeling, RefusesWhatIsNoListOfRules) {
  const std::string deep(100'000, '[');
  const std::string many = "[" + std::string(2001, ' ') + "]";
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("null"), std::string("[1]"), std::string("[null]"),
        std::string("[[]]"), std::string("[{\"action\":"), std::string("[{\"action\": 3}]"),
        std::string("[{\"regex\": [\"a\"], \"action\": \"drop\"}]"),
        std::string("[{\"regex\": \"\xff\", \"action\": \"drop\"}]"), std::string("\0[]", 3), deep}) {
    const auto relabeling = Relabeling::Parse(text);
    EXPECT_EQ(relabeling.status().code(), absl::StatusCode::kInvalidArgument) << text.substr(0, 60);
  }
  EXPECT_TRUE(Relabeling::Parse(many).ok()) << "spaces are no rules";
}

TEST(Relabeling, HasLimits) {
  Json rules = Json::array();
  for (int i = 0; i < 1000; ++i) rules.push_back({{"action", "keep"}});
  EXPECT_TRUE(Relabeling::Parse(rules.dump()).ok());
  rules.push_back({{"action", "keep"}});
  EXPECT_THAT(Relabeling::Parse(rules.dump()).status().message(), HasSubstr("1000"));

  const Json endless = {{{"regex", std::string(70'000, 'a')}, {"action", "labeldrop"}}};
  EXPECT_THAT(Relabeling::Parse(endless.dump()).status().message(), HasSubstr("too long"));
  // What would be a thousand million states is refused, not built.
  const Json huge = {{{"regex", "((a{1000}){1000}){1000}"}, {"action", "labeldrop"}}};
  EXPECT_THAT(Relabeling::Parse(huge.dump()).status().message(), HasSubstr("regex: "));
}

}  // namespace
}  // namespace nodestats::crawler
