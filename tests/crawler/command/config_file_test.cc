#include "command/config_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace nodestats::crawler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ConfigFileTest : public testing::Test {
 protected:
  ConfigFileTest() {
    app_.require_subcommand(1);
    CLI::App* serve = app_.add_subcommand("serve");
    serve->add_option("--rpc", rpc_);
    serve->add_option("--header", headers_);
    serve->add_flag("--ask,!--no-ask", ask_);
    app_.add_subcommand("crawl")->add_option("--rpc", other_rpc_);
    app_.set_config("--config");
  }

  // What `program --config FILE serve` takes from a file; or how it fails.
  std::string Read(const std::string& text) {
    const std::string path = testing::TempDir() + "/config_file_test.toml";
    std::ofstream(path) << text;
    app_.config_formatter(std::make_shared<ConfigFile>(app_));
    try {
      app_.parse("--config " + path + " serve");
    } catch (const CLI::ParseError& error) {
      return error.what();
    }
    return "";
  }

  CLI::App app_{"", "nodestats-crawl"};
  std::string rpc_, other_rpc_;
  std::vector<std::string> headers_;
  bool ask_ = true;
};

TEST_F(ConfigFileTest, ValuesAreWhatStandsThere) {
  const std::pair<const char*, const char*> values[] = {
      {R"("https://a.example/key#1")", "https://a.example/key#1"},
      {R"('https://a.example/key#1' # the key)", "https://a.example/key#1"},
      {R"("a # b, c" # d)", "a # b, c"},
      {R"("say \"hi\" \\ ")", R"(say "hi" \ )"},
      {R"('no \n escape "')", R"(no \n escape ")"},
      {"https://a.example/key?a=b,c # d", "https://a.example/key?a=b,c"},
      {"Bearer two words", "Bearer two words"},
      {"a;b", "a;b"},
      {"a ; b", "a"},
      {"[\"a # b\"]", "a # b"},
      {"\"a\"\r", "a"},
  };
  for (const auto& [written, meant] : values) {
    EXPECT_EQ(Read(std::string("[serve]\nrpc = ") + written), "") << written;
    EXPECT_EQ(rpc_, meant) << written;
  }
}

TEST_F(ConfigFileTest, SeveralValuesAreAnArrayOrSeveralLines) {
  EXPECT_EQ(
      Read("\xef\xbb\xbf# comment\n; another\n\n[serve]\nheader=[\"a, b\", 'c#d',\n  e , # f\n  \"g]\",\n]\nno-ask\n"),
      "");
  EXPECT_THAT(headers_, ElementsAre("a, b", "c#d", "e", "g]"));
  EXPECT_FALSE(ask_);
  EXPECT_EQ(Read("[serve]\nheader = a\nask = true\nheader = b\n[crawl]\nrpc = x\n[serve]\nheader = c"), "");
  EXPECT_THAT(headers_, ElementsAre("a", "b", "c"));
  EXPECT_TRUE(ask_);
}

TEST_F(ConfigFileTest, ACommandsFlagMayBeNamedWithoutASection) {
  EXPECT_EQ(Read("serve.rpc = a\ncrawl.rpc = b\n"), "");
  EXPECT_EQ(rpc_, "a");
}

TEST_F(ConfigFileTest, WhatItDoesNotKnowIsAnError) {
  const std::pair<const char*, const char*> files[] = {
      {"[serve]\nrpc = a\nrcp = b", "line 3: serve has no flag --rcp; see nodestats-crawl serve --help"},
      {"[crawl]\nheader = b", "line 2: crawl has no flag --header"},
      {"\n[serv]\nrpc = b", "line 3: there is no command serv"},
      {"[serve]\nhelp = true", "line 2: serve has no flag --help"},
      {"rpc = a", "line 1: rpc has to stand below a [COMMAND]"},
      {"[serve\nrpc = a", "line 1: a section is a command in brackets"},
      {"[[serve]]\nrpc = a", "line 1: a section is a command in brackets"},
      {"[]\nrpc = a", "line 1: a section is a command in brackets"},
      {"[my serve]\nrpc = a", "line 1: a section is a command in brackets"},
      {"[serve]\nrpc = a#b", "line 2: put the value of rpc between quotes, since it has a # in it"},
      {"[serve]\nrpc = \"a", "line 2: a string has no \" at its end"},
      {"[serve]\nrpc = 'a\n'", "line 2: a string has no ' at its end"},
      {"[serve]\nrpc = \"a\" b", "line 2: NAME = VALUE, [SECTION] or a comment is expected, and nothing after it"},
      {"[serve]\nrpc = \"a\\d\"", "line 2: a \\ in a \"string\""},
      {"[serve]\nrpc =", "line 2: rpc has no value"},
      {"[serve]\nheader = [a, b", "line 2: the array of header has no ]"},
      {"[serve]\nheader = [\"a\" \"b\"]", "line 2: the array of header has no ]"},
      {"[serve]\nrpc \"a\"", "line 2: NAME = VALUE"},
      {"[serve] rpc = a", "line 1: "},
      {"[serve]\n= a", "line 2: NAME = VALUE"},
      {"[serve]\nrpc = a\nrpc = b", "rpc"},
      {"[serve]\nask = perhaps", "perhaps"},
  };
  for (const auto& [text, words] : files) {
    EXPECT_THAT(Read(text), HasSubstr(words)) << text;
  }
}

TEST_F(ConfigFileTest, AFolderIsNoFile) {
  app_.config_formatter(std::make_shared<ConfigFile>(app_));
  EXPECT_THROW(app_.parse("--config /tmp serve"), CLI::ParseError);
}

}  // namespace
}  // namespace nodestats::crawler
