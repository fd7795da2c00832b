// Frozen releases from somebody else: damaged, or tampered with under a right checksum.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/frozen_files.h"
#include "abi/inflate.h"
#include "abi/metric_families.h"
#include "abi/node.h"
#include "abi/prometheus_text.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

// A real release of one hour, and its file.
struct Real {
  std::string file;
  v1::Release release;
};

Real MakeReal() {
  Node node;
  node.Tell(kMidnight);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  return {FrozenOf(node).at(0), ReleaseNamed(node, "1h 1")};
}

// Takes the file into a fresh node that could take the real one.
nodestats_status Take(Node* node, const std::string& file) {
  node->Tell(kMidnight + kHour + kMinute);
  const nodestats_status status = Restore(*node, file);
  node->Tell(kMidnight + kHour + kMinute + kSecond);
  return status;
}

// All formats are what they have to be, whatever the node was given.
void ExpectSoundAnswers(const Node& node) {
  ParseText(node.Text());
  ParseMetricFamilies(node.Summary(NODESTATS_FORMAT_METRIC_FAMILY).bytes());
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_OPENMETRICS).bytes(), node.Text() + "# EOF\n");
  v1::Report report;
  const std::string json = node.Summary(NODESTATS_FORMAT_JSON).bytes();
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &report).ok()) << json;
  EXPECT_EQ(json.find_first_of("<>&\t\r"), std::string::npos);
  EXPECT_EQ(report.releases_size(), SummaryOf(node).releases_size());
  EXPECT_EQ(Inflate(node.Summary(NODESTATS_FORMAT_JSON, 0, true).bytes()), json);
}

TEST(HostileRelease, EveryTruncationIsDamaged) {
  const std::string file = MakeReal().file;
  Node node;
  node.Tell(kMidnight + kHour);
  for (size_t size = 1; size < file.size(); ++size) {
    ASSERT_EQ(nodestats_restore_frozen(node.engine(), file.data(), size), NODESTATS_EDAMAGED) << size;
  }
  EXPECT_EQ(nodestats_restore_frozen(node.engine(), file.data(), 0), NODESTATS_EDAMAGED);
  EXPECT_EQ(Restore(node, file + "\n"), NODESTATS_EDAMAGED);
  EXPECT_EQ(Restore(node, file + file), NODESTATS_EDAMAGED);
  EXPECT_EQ(Restore(node, file), NODESTATS_OK);
}

TEST(HostileRelease, EveryChangedByteIsDamaged) {
  std::string file = MakeReal().file;
  Node node;
  node.Tell(kMidnight + kHour);
  for (size_t i = 0; i < file.size(); ++i) {
    const char before = file[i];
    file[i] = static_cast<char>(before ^ (1 << (i % 8)));
    ASSERT_EQ(Restore(node, file), NODESTATS_EDAMAGED) << i;
    file[i] = before;
  }
  EXPECT_EQ(Restore(node, file), NODESTATS_OK);
}

TEST(HostileRelease, DamageChangesNothing) {
  Node node;
  EXPECT_EQ(Take(&node, "nodestats frozen release 1\n"), NODESTATS_EDAMAGED);
  EXPECT_EQ(Take(&node, std::string(100000, '\0')), NODESTATS_EDAMAGED);
  EXPECT_EQ(Listed(node), std::vector<std::string>());
  EXPECT_EQ(node.Info().newest_end_unix_s, 0);
}

TEST(HostileRelease, TheRealOneIsTakenWithAChecksumOfOurs) {
  const Real real = MakeReal();
  Node node;
  EXPECT_EQ(Take(&node, FrozenFile(real.release)), NODESTATS_OK);
  ExpectSoundAnswers(node);
}

TEST(HostileRelease, TamperingThatCouldBreakAnAnswerIsRefused) {
  const Real real = MakeReal();
  const std::function<void(v1::Release*)> tamperings[] = {
      [](v1::Release* r) { r->set_software_version("x\"} 1\nnodestats_evil 1"); },
      [](v1::Release* r) { r->set_software_version("\\"); },
      [](v1::Release* r) { r->set_instance_id("</script>aaaaaaaaaaaaaaaaaaaaaaa"); },
      [](v1::Release* r) { r->set_signer("0x\"" + std::string(39, 'a')); },
      [](v1::Release* r) { r->set_recipient(std::string(42, '\n')); },
      [](v1::Release* r) { r->mutable_geo_database()->set_type("a\nb"); },
      [](v1::Release* r) { r->mutable_domains(0)->set_keys(0, "a\",b=\"c"); },
      [](v1::Release* r) { r->mutable_domains(0)->set_keys(0, r->domains(0).keys(1)); },
      [](v1::Release* r) { r->mutable_vectors(0)->set_name("evil name"); },
      [](v1::Release* r) { r->mutable_vectors(0)->set_name(r->vectors(1).name()); },
      [](v1::Release* r) { r->mutable_vectors(0)->set_unit("\x01"); },
      [](v1::Release* r) { r->mutable_vectors(0)->set_divisor(0); },
      [](v1::Release* r) { r->mutable_vectors(0)->set_divisor(INT64_MIN); },
      [](v1::Release* r) { r->mutable_vectors(0)->mutable_values()->Resize(100000, 1); },
      [](v1::Release* r) { r->mutable_vectors(0)->clear_values(); },
      [](v1::Release* r) { r->mutable_vectors(0)->add_noise_stddev(std::numeric_limits<double>::quiet_NaN()); },
      [](v1::Release* r) { r->set_epsilon(std::numeric_limits<double>::infinity()); },
      [](v1::Release* r) { r->set_privacy_mode(static_cast<v1::PrivacyMode>(-1)); },
      [](v1::Release* r) { r->set_privacy_mode(static_cast<v1::PrivacyMode>(INT32_MIN)); },
      [](v1::Release* r) { r->add_kinds(static_cast<v1::Kind>(-7)); },
      [](v1::Release* r) { r->set_window(static_cast<v1::Window>(-1)); },
      [](v1::Release* r) { r->set_window(v1::WINDOW_24H); },
      [](v1::Release* r) { r->set_end_unix_seconds(INT64_MIN); },
      [](v1::Release* r) { r->set_start_unix_seconds(INT64_MIN); },
      [](v1::Release* r) { r->add_covered_hours(1); },
      [](v1::Release* r) { r->clear_covered_hours(); },
      [](v1::Release* r) { r->mutable_domains()->Clear(); },
      [](v1::Release* r) {
        v1::Vector* cells = r->mutable_vectors(11);
        EXPECT_EQ(cells->name(), "cell_streams_average");
        for (int i = 0; i < 2; ++i) {
          cells->add_indexes(5);
          cells->add_values(1);
        }
      },
  };
  int number = 0;
  for (const auto& tamper : tamperings) {
    v1::Release release = real.release;
    tamper(&release);
    Node node;
    EXPECT_EQ(Take(&node, FrozenFile(release)), NODESTATS_EDAMAGED) << number;
    ++number;
  }
}

// The library lives in somebody else's process. (Protobuf writes a line for each such string, unless told not to.)
TEST(HostileRelease, NothingIsWrittenOfWhatIsRefused) {
  v1::Release release = MakeReal().release;
  std::string payload = release.SerializeAsString();
  payload[payload.find("nodestats/")] = '\xff';
  v1::SignedRelease message;
  message.set_payload(payload);
  Node node;
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  EXPECT_EQ(Take(&node, FrozenFile(message.SerializeAsString())), NODESTATS_EDAMAGED);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(HostileRelease, SignaturesHave65BytesOrNone) {
  const Real real = MakeReal();
  Node node;
  EXPECT_EQ(Take(&node, FrozenFile(real.release, std::string(64, 's'))), NODESTATS_EDAMAGED);
  EXPECT_EQ(Take(&node, FrozenFile(real.release, std::string(10000, 's'))), NODESTATS_EDAMAGED);
  EXPECT_EQ(Take(&node, FrozenFile(real.release, std::string(65, 's'))), NODESTATS_OK);
}

TEST(HostileRelease, MegabytesAreDamaged) {
  v1::SignedRelease message;
  message.set_payload(MakeReal().release.SerializeAsString() + "\xfa\x7f\x80\x80\x80\x01" + std::string(2 << 20, 'u'));
  Node node;
  EXPECT_EQ(Take(&node, FrozenFile(message.SerializeAsString())), NODESTATS_EDAMAGED);
}

// Changes single bytes of the payload; whatever is still taken has to leave every answer sound.
TEST(HostileRelease, NoPayloadThatIsTakenBreaksAnAnswer) {
  v1::Release small = MakeReal().release;
  small.mutable_vectors()->DeleteSubrange(5, small.vectors_size() - 5);  // so that bytes of every field are hit
  std::mt19937_64 random(1);
  const std::string payload = small.SerializeAsString();
  int taken = 0;
  for (int i = 0; i < 400; ++i) {
    v1::SignedRelease message;
    std::string changed = payload;
    changed[random() % (i % 2 == 0 ? changed.size() : 400)] = static_cast<char>(random());
    message.set_payload(changed);
    Node node;
    if (Take(&node, FrozenFile(message.SerializeAsString())) != NODESTATS_OK) continue;
    ++taken;
    ExpectSoundAnswers(node);
    EXPECT_EQ(ReleasesOf(node).at(0).payload, changed);
  }
  EXPECT_GT(taken, 20);
}

}  // namespace
}  // namespace nodestats_test
