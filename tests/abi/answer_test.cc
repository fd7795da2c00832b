// Who owns an answer, and for how long.
#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <string>

#include "abi/clock.h"
#include "abi/node.h"
#include "abi/segments.h"

namespace nodestats_test {
namespace {

TEST(AnswerTest, OutlivesTheReleaseThatFollowsItAndTheEngine) {
  Node node(Config());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const Answer text = node.Summary(NODESTATS_FORMAT_TEXT);
  const Answer some = node.Summary(NODESTATS_FORMAT_JSON, 1, true);
  Answer frozen;
  ASSERT_EQ(nodestats_next_frozen(node.engine(), 0, frozen.get()), NODESTATS_OK);
  Answer exact;
  ASSERT_EQ(nodestats_exact(node.engine(), NODESTATS_FORMAT_JSON, exact.get()), NODESTATS_OK);
  const std::string before = text.bytes() + some.bytes() + frozen.bytes() + exact.bytes();
  node.RunTo(kMidnight + 2 * kHour + kUntilVisible);
  EXPECT_TRUE(text.bytes() + some.bytes() + frozen.bytes() + exact.bytes() == before);
  node.Close();
  EXPECT_TRUE(text.bytes() + some.bytes() + frozen.bytes() + exact.bytes() == before);
}

TEST(AnswerTest, MayBeReleasedTwiceAndIsEmptyThen) {
  const Node node;
  nodestats_answer answer = {};
  answer.struct_size = sizeof answer;
  ASSERT_EQ(nodestats_summary(node.engine(), NODESTATS_FORMAT_TEXT, 0, 0, &answer), NODESTATS_OK);
  EXPECT_NE(answer.owner, nullptr);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(nodestats_answer_release(&answer), NODESTATS_OK);
    EXPECT_EQ(answer.struct_size, sizeof answer);
    EXPECT_EQ(answer.data, nullptr);
    EXPECT_EQ(answer.size, 0u);
    EXPECT_EQ(answer.owner, nullptr);
    EXPECT_STREQ(answer.etag, "");
  }
  ASSERT_EQ(nodestats_summary(node.engine(), NODESTATS_FORMAT_TEXT, 0, 0, &answer), NODESTATS_OK);
  EXPECT_EQ(nodestats_answer_release(&answer), NODESTATS_OK);
}

TEST(AnswerTest, OfAReleaseHasItsIdAndNoEtag) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  Answer waiting;
  ASSERT_EQ(nodestats_next_to_sign(node.engine(), waiting.get()), NODESTATS_OK);
  EXPECT_GT(waiting->id, 0u);
  EXPECT_EQ(waiting.etag(), "");
  EXPECT_EQ(waiting->gzip, 0u);
  ASSERT_EQ(nodestats_add_signature(node.engine(), waiting->id, std::string(65, 's').data(), 65), NODESTATS_OK);
  Answer frozen;
  ASSERT_EQ(nodestats_next_frozen(node.engine(), 0, frozen.get()), NODESTATS_OK);
  EXPECT_EQ(frozen->id, waiting->id);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_TEXT)->id, 0u);
}

}  // namespace
}  // namespace nodestats_test
