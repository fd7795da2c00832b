#include "verify/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "verify/release_check.h"
#include "verify/releases.h"

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Verify : public testing::Test {
 protected:
  Verify() {
    options_.now_unix_seconds = kAfterTheDay;
    endpoint_.recipient = signer_.account();
  }

  Fetched Answer(const std::string& summary) const {
    Fetched fetched;
    fetched.endpoint = endpoint_;
    VerifySummary(summary, options_, fetched);
    return fetched;
  }
  Fetched Answer(const std::vector<v1::SignedRelease>& releases) const { return Answer(SummaryOf(releases)); }
  v1::SignedRelease Good(Window window = kHour, int64_t start_s = kDayStart) const {
    return Signed(MakeRelease(window, Mode::kStreamHour, start_s), signer_, signer_.account());
  }
  // An hour's release that was changed before it was signed.
  Fetched Changed(const std::function<void(v1::Release&)>& change) const {
    v1::Release release = MakeRelease(kHour, Mode::kBinned);
    change(release);
    return Answer({Signed(release, signer_, signer_.account())});
  }

  const Signer signer_{1};
  const Signer other_{2};
  Endpoint endpoint_;
  VerifyOptions options_;
};

TEST_F(Verify, TakesReleasesAsTheyWereSigned) {
  const v1::SignedRelease hour = Good();
  const Fetched fetched = Answer({hour, Good(kBlock), Good(kDay)});
  EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  EXPECT_EQ(fetched.rejected, 0);
  ASSERT_THAT(fetched.releases, SizeIs(3));
  EXPECT_EQ(fetched.releases[0].payload, hour.payload());
  EXPECT_EQ(fetched.releases[0].signature, hour.signature());
  EXPECT_EQ(fetched.releases[0].signer, signer_.account());
  EXPECT_EQ(fetched.releases[0].recipient, signer_.account());
  EXPECT_FALSE(fetched.releases[0].delegated);
  EXPECT_EQ(fetched.releases[2].release.window(), v1::WINDOW_24H);
  EXPECT_EQ(fetched.software_version, "nodestats/0.1.0 test/1");
  EXPECT_EQ(fetched.next_release_unix_seconds, kAfterTheDay + kHourS);
}

TEST_F(Verify, AYoungNodeHasNothingYet) {
  const Fetched fetched = Answer(std::vector<v1::SignedRelease>{});
  EXPECT_EQ(fetched.reason, Reason::kNone);
  EXPECT_THAT(fetched.releases, IsEmpty());
}

TEST_F(Verify, WhatIsNoSummaryIsMalformed) {
  for (const std::string& bad :
       {std::string(), std::string("<html></html>"), std::string(1000, '\xff'), SummaryOf({Good()}).substr(0, 300)}) {
    const Fetched fetched = Answer(bad);
    EXPECT_EQ(fetched.reason, Reason::kMalformed) << bad.substr(0, 20);
    EXPECT_THAT(fetched.releases, IsEmpty());
  }
}

TEST_F(Verify, TooManyReleasesAreNotEvenRead) {
  options_.max_releases = 3;
  EXPECT_EQ(Answer({Good(), Good(), Good()}).reason, Reason::kNone);
  const Fetched fetched = Answer({Good(), Good(), Good(), Good()});
  EXPECT_EQ(fetched.reason, Reason::kTooLarge);
  EXPECT_EQ(fetched.detail, "4 releases in one answer");
  std::string empty_ones;
  for (int i = 0; i < 1'000'000; ++i) empty_ones.append("\x0a\x00", 2);
  EXPECT_EQ(Answer(empty_ones).detail, "1000000 releases in one answer");
}

TEST_F(Verify, AReleaseThatIsTooLargeIsRefusedByItself) {
  v1::SignedRelease large;
  large.set_payload(std::string(kMaxPayloadBytes + 1, '\0'));
  const Fetched fetched = Answer({large, Good()});
  EXPECT_EQ(fetched.reason, Reason::kTooLarge);
  EXPECT_THAT(fetched.releases, SizeIs(1));
}

TEST_F(Verify, GoodReleasesAreTakenBesideBadOnes) {
  v1::SignedRelease changed = Good(kBlock);
  changed.set_payload(changed.payload() + std::string("\xa0\x06\x01", 3));  // a field that nobody signed
  const Fetched fetched = Answer({Good(), changed, Good(kDay)});
  EXPECT_EQ(fetched.reason, Reason::kBadSignature);
  EXPECT_EQ(fetched.rejected, 1);
  EXPECT_THAT(fetched.releases, SizeIs(2));
}

TEST_F(Verify, AReleaseThatComesTwiceIsTakenOnce) {
  const Fetched fetched = Answer({Good(), Good(), Good()});
  EXPECT_EQ(fetched.reason, Reason::kNone);
  EXPECT_THAT(fetched.releases, SizeIs(1));
}

TEST_F(Verify, OneInstanceTellsOfAWindow) {
  v1::Release release = MakeRelease(kHour, Mode::kStreamHour);
  release.set_instance_id("00000000000000000000000000000002");
  const v1::SignedRelease second = Signed(release, signer_, signer_.account());
  const Fetched fetched = Answer({Good(), second, Good(kHour, kDayStart + kHourS)});
  EXPECT_EQ(fetched.reason, Reason::kMalformed);
  EXPECT_EQ(fetched.rejected, 1);
  EXPECT_THAT(fetched.releases, SizeIs(2));
}

// Releases of before a restart keep the instance that made them.
TEST_F(Verify, InstancesTellOfDifferentWindows) {
  v1::Release release = MakeRelease(kHour, Mode::kStreamHour, kDayStart + kHourS);
  release.set_instance_id("00000000000000000000000000000002");
  EXPECT_THAT(Answer({Good(), Signed(release, signer_, signer_.account())}).releases, SizeIs(2));
}

TEST_F(Verify, WhatIsOlderThanNodesKeepIsLeftOut) {
  options_.now_unix_seconds = kAfterTheDay + 16 * 24 * kHourS;
  const Fetched fetched = Answer({Good(kDay), Good(kDay, kDayStart + 24 * kHourS)});
  EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  ASSERT_THAT(fetched.releases, SizeIs(1));
  EXPECT_EQ(fetched.releases[0].release.start_unix_seconds(), kDayStart + 24 * kHourS);
}

TEST_F(Verify, WithoutASignatureItIsUnsigned) {
  v1::SignedRelease unsigned_release = Good();
  unsigned_release.clear_signature();
  const Fetched fetched = Answer({unsigned_release});
  EXPECT_EQ(fetched.reason, Reason::kUnsigned);
  EXPECT_EQ(fetched.rejected, 1);
}

TEST_F(Verify, WhoSignedHasToBeWhoIsNamed) {
  v1::SignedRelease release = Good();
  release.set_signature(Signed(MakeRelease(kHour, Mode::kStreamHour), other_, signer_.account()).signature());
  EXPECT_EQ(Answer({release}).reason, Reason::kBadSignature);
  release = Good();
  (*release.mutable_signature())[10] ^= 1;
  EXPECT_EQ(Answer({release}).reason, Reason::kBadSignature);
  release.set_signature("short");
  EXPECT_EQ(Answer({release}).reason, Reason::kBadSignature);
}

TEST_F(Verify, ASignatureIsOfOneChainAndInstance) {
  const v1::SignedRelease of_this = Good();
  v1::Release release;
  ASSERT_TRUE(release.ParseFromString(of_this.payload()));
  for (const uint64_t chain : {uint64_t{1}, ~uint64_t{0}}) {
    v1::SignedRelease copied;
    release.set_chain_id(chain);
    copied.set_payload(release.SerializeAsString());
    copied.set_signature(of_this.signature());
    EXPECT_EQ(Answer({copied}).reason, Reason::kBadSignature);
  }
}

TEST_F(Verify, AnotherAccountThatAnswersForTheRecipientIsDelegated) {
  const Fetched fetched = Answer({Signed(MakeRelease(kHour, Mode::kBinned), other_, signer_.account())});
  EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  ASSERT_THAT(fetched.releases, SizeIs(1));
  EXPECT_TRUE(fetched.releases[0].delegated);
  EXPECT_EQ(fetched.releases[0].signer, other_.account());
  EXPECT_EQ(fetched.releases[0].recipient, signer_.account());
}

TEST_F(Verify, AnswersForTheRecipientOfTheUriAlone) {
  const Fetched fetched = Answer({Signed(MakeRelease(kHour, Mode::kBinned), other_, other_.account())});
  EXPECT_EQ(fetched.reason, Reason::kBadSignature);
  EXPECT_THAT(fetched.detail, HasSubstr("answers for another recipient"));
  EXPECT_THAT(fetched.releases, IsEmpty());
  EXPECT_EQ(Answer({Signed(MakeRelease(kHour, Mode::kBinned), other_, kNoAccount)}).reason, Reason::kBadSignature);
}

TEST_F(Verify, WhereNobodyVouchesTheRecipientHasToSign) {
  endpoint_.recipient = kNoAccount;
  const Fetched own = Answer({Signed(MakeRelease(kHour, Mode::kBinned), other_, other_.account())});
  EXPECT_EQ(own.reason, Reason::kNone) << own.detail;
  const Fetched without = Answer({Signed(MakeRelease(kHour, Mode::kBinned), other_, kNoAccount)});
  EXPECT_EQ(without.reason, Reason::kNone) << without.detail;
  ASSERT_THAT(without.releases, SizeIs(1));
  EXPECT_EQ(without.releases[0].recipient, other_.account());
  EXPECT_FALSE(without.releases[0].delegated);
  EXPECT_EQ(Answer({Signed(MakeRelease(kHour, Mode::kBinned), other_, signer_.account())}).reason,
            Reason::kBadSignature);
}

TEST_F(Verify, AWindowThatHasNotEndedIsFromTheFuture) {
  const Fetched fetched = Answer({Good(), Good(kHour, kDayStart + 24 * kHourS)});
  EXPECT_EQ(fetched.reason, Reason::kFromTheFuture);
  EXPECT_THAT(fetched.releases, SizeIs(1));
}

TEST_F(Verify, AnotherChainIsRefusedWhereOneIsAskedFor) {
  options_.chain_id = 42161;
  EXPECT_EQ(Answer({Good()}).reason, Reason::kNone);
  options_.chain_id = 1;
  const Fetched fetched = Answer({Good()});
  EXPECT_EQ(fetched.reason, Reason::kMalformed);
  EXPECT_EQ(fetched.detail, "the release is of chain 42161, not 1");
}

TEST_F(Verify, ReleasesThatContradictThemselvesAreMalformed) {
  const std::function<void(v1::Release&)> changes[] = {
      [](v1::Release& release) { release.set_instance_id("000102030405060708090a0b0c0d0e0"); },
      [](v1::Release& release) { release.set_instance_id("000102030405060708090A0B0C0D0E0F"); },
      [](v1::Release& release) { release.set_instance_id("00010203040506070809 a0b0c0d0e0f"); },
      [](v1::Release& release) { release.set_software_version("\x1b[2J"); },
      [](v1::Release& release) { release.set_software_version(std::string(257, 'v')); },
      [](v1::Release& release) { release.mutable_geo_database()->set_type("a\nb"); },
      [](v1::Release& release) { release.set_privacy_mode(v1::PRIVACY_MODE_UNSPECIFIED); },
      [](v1::Release& release) { release.set_privacy_mode(static_cast<v1::PrivacyMode>(4)); },
      [](v1::Release& release) { release.set_epsilon(-1); },
      [](v1::Release& release) { release.set_epsilon(std::numeric_limits<double>::quiet_NaN()); },
      [](v1::Release& release) {
        for (int i = 0; i < 65; ++i) release.add_kinds(v1::KIND_BYOC);
      },
      [](v1::Release& release) { release.add_node_uris("https://a\x1b[2J"); },
      [](v1::Release& release) { release.add_node_uris("https://" + std::string(249, 'a')); },
      [](v1::Release& release) {
        for (int i = 0; i < 17; ++i) release.add_node_uris("https://a");
      },
      [](v1::Release& release) { VectorNamed(release, "streams_average").set_values(0, INT64_MAX); },
      [](v1::Release& release) { release.clear_covered_hours(); },
  };
  for (const auto& change : changes) {
    const Fetched fetched = Changed(change);
    EXPECT_EQ(fetched.reason, Reason::kMalformed) << &change - changes;
    EXPECT_FALSE(fetched.detail.empty());
    EXPECT_THAT(fetched.releases, IsEmpty());
  }
}

// What no URI can be is left to those who would ask there.
TEST_F(Verify, UrisOfFurtherNodesAreTaken) {
  const Fetched fetched = Changed([](v1::Release& release) {
    for (int i = 0; i < 16; ++i) release.add_node_uris("https://" + std::string(248, 'a'));
    release.set_node_uris(3, "nonsense");
  });
  ASSERT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  EXPECT_EQ(fetched.releases[0].release.node_uris_size(), 16);
}

TEST_F(Verify, AccountsAreWrittenInOneWay) {
  for (const char* bad : {"0X7E5F4552091A69125D5DFCB7B8C2659029395BDF", "7e5f", "0x", "vitalik.eth"}) {
    v1::Release release = MakeRelease(kHour, Mode::kBinned);
    release.set_recipient(bad);
    EXPECT_EQ(Answer({Signed(release, signer_, kNoAccount)}).reason, Reason::kMalformed) << bad;
  }
}

TEST_F(Verify, NewerNodesFiguresAreKeptOutAndStayInThePayload) {
  const Fetched fetched = Changed([](v1::Release& release) {
    v1::Vector* vector = release.add_vectors();
    vector->set_name("weekday_streams");
    release.mutable_vectors()->SwapElements(0, release.vectors_size() - 1);
    v1::Domain* domain = release.add_domains();
    domain->set_name("weekday");
    release.add_kinds(static_cast<v1::Kind>(17));
  });
  ASSERT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  v1::Release as_signed;
  ASSERT_TRUE(as_signed.ParseFromString(fetched.releases[0].payload));
  EXPECT_EQ(as_signed.vectors(0).name(), "weekday_streams");
  const v1::Release& release = fetched.releases[0].release;
  EXPECT_EQ(release.vectors_size(), as_signed.vectors_size() - 1);
  EXPECT_EQ(release.domains_size(), as_signed.domains_size() - 1);
  for (const v1::Vector& vector : release.vectors()) EXPECT_NE(vector.name(), "weekday_streams");
}

TEST_F(Verify, WhatANodeSaysOfItselfIsShownEscaped) {
  v1::Summary summary;
  summary.set_software_version("\x1b[31m" + std::string(500, 'v'));
  const Fetched fetched = Answer(summary.SerializeAsString());
  EXPECT_EQ(fetched.software_version.size(), 128u);
  EXPECT_EQ(fetched.software_version.substr(0, 6), "?[31mv");
}

// Changed bytes, cut and doubled pieces: never a crash, never a release that was not signed.
TEST_F(Verify, NothingThatWasChangedPasses) {
  const std::string good = SummaryOf({Good(), Good(kDay)});
  std::mt19937_64 random(1);
  const Fetched as_sent = Answer(good);
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good;
    for (uint64_t changes = 1 + random() % 4; changes > 0; --changes)
      bad[random() % bad.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bad.resize(random() % bad.size());
    if (random() % 4 == 0) bad.insert(random() % (bad.size() + 1), bad.substr(bad.size() / 2));
    const Fetched fetched = Answer(bad);
    for (const VerifiedRelease& release : fetched.releases) {
      EXPECT_TRUE(release.payload == as_sent.releases[0].payload || release.payload == as_sent.releases[1].payload);
    }
  }
}

}  // namespace
}  // namespace nodestats::crawler
