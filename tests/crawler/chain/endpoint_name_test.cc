#include "chain/endpoint_name.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(EndpointName, IsTheHostAlone) {
  const auto name = EndpointName::Of("https://user:hunter2hunter@rpc.example/v2/abcdef0123456789?token=zyxwvu98");
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name->host(), "rpc.example");
  EXPECT_EQ(EndpointName::Of("http://127.0.0.1:8545/x")->host(), "127.0.0.1:8545");
  EXPECT_EQ(EndpointName::Of("http://[::1]:8545")->host(), "[::1]:8545");
}

TEST(EndpointName, TakesSecretsOutOfWhatStrangersSay) {
  const auto name = EndpointName::Of("https://user:hunter2hunter@rpc.example/v2/abcdef0123456789?token=zyxwvu98");
  ASSERT_TRUE(name.ok());
  const std::string clean = name->Clean("v2 abcdef0123456789 zyxwvu98 hunter2hunter\x1b[2J\n");
  EXPECT_EQ(clean, "v2 *** *** ***?[2J?");
}

TEST(EndpointName, WordsAreCutShort) {
  EXPECT_EQ(EndpointName::Of("http://a")->Clean(std::string(100000, 'x')).size(), 200U);
}

TEST(EndpointName, OtherUrlsAreRefusedWithoutRepeatingThem) {
  for (const char* bad :
       {"", "secret", "ftp://secret", "file:///secret", "https://", "https:// secret", "http://a:b:c"}) {
    const auto name = EndpointName::Of(bad);
    EXPECT_TRUE(absl::IsInvalidArgument(name.status())) << bad;
    EXPECT_EQ(name.status().message().find("secret"), absl::string_view::npos);
  }
}

}  // namespace
}  // namespace nodestats::crawler
