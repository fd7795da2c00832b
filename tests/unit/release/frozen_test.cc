#include "release/frozen.h"

#include <gtest/gtest.h>

#include <string>

#include "release/validate.h"
#include "unit/release/releases.h"

namespace nodestats {
namespace {

Frozen Example(const std::string& signature = std::string(65, '\x1b')) {
  Frozen frozen;
  frozen.payload = SmallRelease().SerializeAsString();
  frozen.signature = signature;
  return frozen;
}

TEST(Frozen, ComesBackByteForByte) {
  for (const std::string& signature : {std::string(), std::string(65, '\0'), std::string(65, '\xff')}) {
    const Frozen before = Example(signature);
    Frozen after;
    ASSERT_EQ(DecodeFrozen(EncodeFrozen(before), &after), NODESTATS_OK);
    EXPECT_EQ(after.payload, before.payload);
    EXPECT_EQ(after.signature, signature);
    EXPECT_EQ(after.window, kBlock);
    EXPECT_EQ(after.end_s, SmallRelease().end_unix_seconds());
    EXPECT_EQ(after.id, 0u);
  }
}

TEST(Frozen, ItsFormIsALineAChecksumAndASignedRelease) {
  Frozen frozen = Example();
  v1::SignedRelease message;
  message.set_payload(frozen.payload);
  message.set_signature(frozen.signature);
  EXPECT_EQ(EncodeFrozen(frozen), FrozenFile(message.SerializeAsString()));
}

TEST(Frozen, EveryTruncationIsDamaged) {
  const std::string whole = EncodeFrozen(Example());
  Frozen frozen;
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(DecodeFrozen(whole.substr(0, size), &frozen), NODESTATS_EDAMAGED) << size;
  }
  EXPECT_EQ(DecodeFrozen(whole + '\0', &frozen), NODESTATS_EDAMAGED);
}

TEST(Frozen, EveryChangedByteIsDamaged) {
  const std::string whole = EncodeFrozen(Example());
  Frozen frozen;
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const char change : {'\x01', '\x80', '\xff'}) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ change);
      EXPECT_EQ(DecodeFrozen(changed, &frozen), NODESTATS_EDAMAGED) << i;
    }
  }
}

TEST(Frozen, SignaturesHave65BytesOrNone) {
  Frozen frozen;
  for (const size_t size : {size_t{1}, size_t{64}, size_t{66}, size_t{130}}) {
    EXPECT_EQ(DecodeFrozen(EncodeFrozen(Example(std::string(size, 's'))), &frozen), NODESTATS_EDAMAGED) << size;
  }
}

TEST(Frozen, WhatIsNoReleaseIsDamagedEvenWithARightChecksum) {
  Frozen frozen;
  EXPECT_EQ(DecodeFrozen(FrozenFile(""), &frozen), NODESTATS_EDAMAGED);
  EXPECT_EQ(DecodeFrozen(FrozenFile("\xff\xff\xff"), &frozen), NODESTATS_EDAMAGED);
  EXPECT_EQ(DecodeFrozen(FrozenFile(std::string("\x0a\x02\xff\xff", 4)), &frozen), NODESTATS_EDAMAGED);
}

TEST(Frozen, FarMoreThanAReleaseHoldsIsDamaged) {
  v1::Release release = SmallRelease();
  v1::Domain* domain = release.add_domains();
  domain->set_name("large");
  for (int i = 0; i < 1024; ++i) domain->add_keys(std::to_string(i));
  v1::Vector* vector = release.add_vectors();
  vector->set_name("large");
  vector->set_divisor(1);
  vector->add_domains("large");
  vector->add_domains("large");
  vector->mutable_values()->Resize(1024 * 1024, 1);
  ASSERT_TRUE(ValidRelease(release));
  v1::SignedRelease message;
  message.set_payload(release.SerializeAsString());
  Frozen frozen;
  EXPECT_EQ(DecodeFrozen(FrozenFile(message.SerializeAsString()), &frozen), NODESTATS_EDAMAGED);
}

TEST(Frozen, IsKeptByItsAgeFromTheInstantOfRelease) {
  Frozen frozen;
  frozen.end_s = 1000000;
  frozen.window = kHour;
  EXPECT_EQ(frozen.kept_until_s(), 1000000 + 10 + 24 * 3600);
  frozen.window = kBlock;
  EXPECT_EQ(frozen.kept_until_s(), 1000000 + 10 + 2 * 86400);
  frozen.window = kDay;
  EXPECT_EQ(frozen.kept_until_s(), 1000000 + 10 + 14 * 86400);
}

}  // namespace
}  // namespace nodestats
