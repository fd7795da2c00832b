#include "render/publication.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "abi/inflate.h"
#include "nodestats/v1/summary.pb.h"
#include "unit/release/releases.h"

namespace nodestats {
namespace {

using nodestats_test::Inflate;
using Kept = std::vector<std::shared_ptr<const Frozen>>;

std::shared_ptr<const Frozen> FrozenAt(int64_t end_s, const std::string& signature = "") {
  v1::Release release = SmallRelease();
  release.set_start_unix_seconds(end_s - 14400);
  release.set_end_unix_seconds(end_s);
  Frozen frozen;
  frozen.window = kBlock;
  frozen.end_s = end_s;
  frozen.payload = release.SerializeAsString();
  frozen.signature = signature;
  return std::make_shared<const Frozen>(frozen);
}

std::string BytesOf(const Publication& publication, uint32_t format, int64_t since_s = 0) {
  Answer answer;
  EXPECT_EQ(publication.Get(format, since_s, false, &answer), NODESTATS_OK);
  return std::string(answer.body->bytes);
}

TEST(Publication, SummaryIsWhatProtobufWrites) {
  const Kept kept = {FrozenAt(14400), FrozenAt(28800, std::string(65, 's'))};
  v1::Summary expected;
  for (const auto& frozen : kept) {
    v1::SignedRelease* release = expected.add_releases();
    release->set_payload(frozen->payload);
    release->set_signature(frozen->signature);
  }
  expected.set_software_version("version");
  expected.set_next_release_unix_seconds(77);
  EXPECT_EQ(BytesOf(Publication(kept, nullptr, "version", 77), NODESTATS_FORMAT_PROTOBUF),
            expected.SerializeAsString());
  expected.clear_next_release_unix_seconds();
  EXPECT_EQ(BytesOf(Publication(kept, nullptr, "version", 0), NODESTATS_FORMAT_PROTOBUF), expected.SerializeAsString());
}

TEST(Publication, WhatIsRenderedAlreadyIsNotRenderedAgain) {
  const auto first = std::make_shared<Frozen>(*FrozenAt(14400));
  const Publication before({first}, nullptr, "version", 77);
  const std::string json = BytesOf(before, NODESTATS_FORMAT_JSON);
  first->payload.clear();
  EXPECT_EQ(BytesOf(Publication({first}, &before, "version", 77), NODESTATS_FORMAT_JSON), json);
  EXPECT_NE(BytesOf(Publication({first}, nullptr, "version", 77), NODESTATS_FORMAT_JSON), json);
}

TEST(Publication, OutlivesTheOneThatItTookReleasesFrom) {
  Kept kept;
  auto publication = std::make_unique<Publication>(kept, nullptr, "version", 77);
  for (int64_t end_s = 14400; end_s <= 5 * 14400; end_s += 14400) {
    kept.push_back(FrozenAt(end_s, std::string(65, 's')));
    if (kept.size() > 3) kept.erase(kept.begin());
    publication = std::make_unique<Publication>(kept, publication.get(), "version", 77);
    const Publication fresh(kept, nullptr, "version", 77);
    for (const uint32_t format : {NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF}) {
      EXPECT_EQ(BytesOf(*publication, format), BytesOf(fresh, format));
      EXPECT_EQ(BytesOf(*publication, format, end_s - 14400), BytesOf(fresh, format, end_s - 14400));
      for (const int64_t since_s : {int64_t{0}, end_s - 14400, end_s}) {
        Answer answer;
        EXPECT_EQ(publication->Get(format, since_s, true, &answer), NODESTATS_OK);
        EXPECT_EQ(Inflate(std::string(answer.body->bytes)), BytesOf(fresh, format, since_s));
      }
    }
  }
}

TEST(Publication, WholeAnswersAreMadeOnce) {
  const Publication publication({FrozenAt(14400)}, nullptr, "version", 77);
  for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
    for (const bool gzip : {false, true}) {
      Answer one;
      Answer other;
      EXPECT_EQ(publication.Get(format, 0, gzip, &one), NODESTATS_OK);
      EXPECT_EQ(publication.Get(format, 0, gzip, &other), NODESTATS_OK);
      EXPECT_EQ(one.body, other.body);
      EXPECT_EQ(one.body->gzip, gzip);
    }
  }
}

TEST(Publication, PrometheusFormsShowTheNewestOfAWindow) {
  const std::string text =
      BytesOf(Publication({FrozenAt(14400), FrozenAt(28800)}, nullptr, "version", 77), NODESTATS_FORMAT_TEXT);
  EXPECT_NE(text.find("nodestats_release_end_timestamp_seconds{window=\"4h\"} 28800\n"), std::string::npos);
  EXPECT_EQ(text.find(" 14400\n"), std::string::npos);
}

TEST(Publication, WasModifiedWhenItsNewestReleaseAppeared) {
  Answer answer;
  EXPECT_EQ(Publication({}, nullptr, "version", 77).Get(NODESTATS_FORMAT_TEXT, 0, false, &answer), NODESTATS_OK);
  EXPECT_EQ(answer.last_modified_unix_s, 0);
  EXPECT_EQ(answer.next_release_unix_s, 77);
  const Publication publication({FrozenAt(14400), FrozenAt(28800)}, nullptr, "version", 77);
  EXPECT_EQ(publication.Get(NODESTATS_FORMAT_TEXT, 0, false, &answer), NODESTATS_OK);
  EXPECT_EQ(answer.last_modified_unix_s, 28810);
}

TEST(Publication, OtherFormatsAndNegativeSinceAreInvalid) {
  const Publication publication({}, nullptr, "version", 77);
  Answer answer;
  EXPECT_EQ(publication.Get(0, 0, false, &answer), NODESTATS_EINVAL);
  EXPECT_EQ(publication.Get(6, 0, false, &answer), NODESTATS_EINVAL);
  EXPECT_EQ(publication.Get(NODESTATS_FORMAT_JSON, -1, false, &answer), NODESTATS_EINVAL);
}

}  // namespace
}  // namespace nodestats
