#include "command/flag_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ExternalLabelFault, IsWhatReceiversWouldRefuse) {
  for (const char* good : {"dc=eu", "_dc2=eu", "DC=a b=c", "dc=Z\xc3\xbcrich"})
    EXPECT_EQ(ExternalLabelFault(good), "") << good;
  const std::pair<const char*, const char*> bad[] = {
      {"data-center=eu", "\"data-center\" is no label's name"},
      {"2dc=eu", "no label's name"},
      {"=eu", "no label's name"},
      {"d\xc3\xbc=eu", "no label's name"},
      {"a.b=eu", "no label's name"},
      {" dc=eu", "no label's name"},
      {"__name__=eu", "__name__ is no label's name: __ begins"},
      {"dc", "\"dc\" is not NAME=VALUE"},
      {"dc=", "dc has no value"},
      {"dc= ", "dc has no value"},
      {"dc=\xff", "the value of dc is not UTF-8"},
  };
  for (const auto& [text, words] : bad) EXPECT_THAT(ExternalLabelFault(text), HasSubstr(words)) << text;
}

TEST(HeaderFault, ShowsNoValue) {
  for (const char* good : {"Authorization: Bearer a", "X-Scope-OrgID:1", "X:"})
    EXPECT_EQ(HeaderFault(good), "") << good;
  for (const char* bad : {"Bearer-secret", ": secret", "A b: secret", "A: secret\r\nX: y", "A(: secret"}) {
    EXPECT_NE(HeaderFault(bad), "") << bad;
    EXPECT_THAT(HeaderFault(bad), Not(HasSubstr("secret"))) << bad;
  }
}

TEST(HostFault, IsWhatIsNoNameAlone) {
  for (const char* good : {"stats.example", "192.0.2.1", "[2001:db8::1]"}) EXPECT_EQ(HostFault(good), "") << good;
  for (const char* bad : {"", "stats.example:443", "https://stats.example", "stats.example/", " a", "2001:db8::1"}) {
    EXPECT_NE(HostFault(bad), "") << bad;
  }
}

}  // namespace
}  // namespace nodestats::crawler
