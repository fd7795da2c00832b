#include "base/printable.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(Quoted, ShowsNothingThatATerminalWouldObey) {
  EXPECT_EQ(Quoted("livepeer/0.9"), "\"livepeer/0.9\"");
  EXPECT_EQ(Quoted("\x1b[31mred\x07\n\x7f\xc3\xa4"), "\"?[31mred?????\"");
  EXPECT_EQ(Quoted("a\"b"), "\"a?b\"");
  EXPECT_EQ(Quoted(""), "\"\"");
}

TEST(Printable, IsCutToItsSize) {
  EXPECT_EQ(Printable("0123456789", 10), "0123456789");
  EXPECT_EQ(Printable("0123456789a", 10), "0123456...");
  EXPECT_EQ(Quoted(std::string(1'000'000, 'x')).size(), 66u);
}

TEST(IsPrintable, IsTrueForAsciiAlone) {
  EXPECT_TRUE(IsPrintable(""));
  EXPECT_TRUE(IsPrintable(" ~"));
  for (const char* bad : {"\n", "\x7f", "\x80", "\xff", "a\tb"}) EXPECT_FALSE(IsPrintable(bad));
  EXPECT_FALSE(IsPrintable(absl::string_view("\0", 1)));
}

}  // namespace
}  // namespace nodestats::crawler
