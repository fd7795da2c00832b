#include "base/node_uris.h"

#include <gtest/gtest.h>

namespace nodestats {
namespace {

using Uris = std::vector<std::string>;

Uris Read(const std::string& text) {
  Uris uris = {"of before"};
  EXPECT_TRUE(ReadNodeUris(text, &uris)) << text;
  return uris;
}

bool IsRefused(const std::string& text) {
  Uris uris;
  return !ReadNodeUris(text, &uris);
}

std::string Many(int count) {
  std::string text = "https://first";
  for (int i = 1; i < count; ++i) text += " https://next";
  return text;
}

TEST(NodeUris, AreSeparatedBySpaces) {
  EXPECT_EQ(Read(""), Uris());
  EXPECT_EQ(Read("https://a:8935"), Uris{"https://a:8935"});
  EXPECT_EQ(Read("https://a:8935 http://b/path?c#d"), (Uris{"https://a:8935", "http://b/path?c#d"}));
}

TEST(NodeUris, AreHttpAndNeedNoEscaping) {
  for (const char* bad : {" ", "https://a  https://b", " https://a", "https://a ", "a:8935", "ftp://a", "https://",
                          "HTTPS://a", "https://a\"", "https://a\\", "https://a<", "https://a>", "https://a&b",
                          "https://a\n", "https://a\x7f", "https://\xc3\xa4"}) {
    EXPECT_TRUE(IsRefused(bad)) << bad;
  }
}

TEST(NodeUris, AreBounded) {
  EXPECT_EQ(Read(Many(NODESTATS_MAX_NODE_URIS)).size(), size_t{NODESTATS_MAX_NODE_URIS});
  EXPECT_TRUE(IsRefused(Many(NODESTATS_MAX_NODE_URIS + 1)));
  const std::string longest = "https://" + std::string(NODESTATS_MAX_NODE_URI_SIZE - 8, 'a');
  EXPECT_EQ(Read(longest), Uris{longest});
  EXPECT_TRUE(IsRefused(longest + "a"));
}

}  // namespace
}  // namespace nodestats
