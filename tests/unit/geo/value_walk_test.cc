#include "geo/value_walk.h"

#include <gtest/gtest.h>

#include <string>

#include "mmdb_records.h"

namespace nodestats {
namespace {

using mmdb::Array;
using mmdb::Control;
using mmdb::Map;
using mmdb::Pointer;
using mmdb::Text;

// Holds a data section and its walk. Bytes after the end are there, so that reading them shows in no other way.
class Section {
 public:
  explicit Section(const std::string& bytes) : bytes_(bytes) {
    mmdb_.data_section = reinterpret_cast<const uint8_t*>(bytes_.data());
    mmdb_.data_section_size = static_cast<uint32_t>(bytes_.size());
  }
  bool IsSound(uint32_t offset = 0) const { return ValueWalk(&mmdb_).IsSound(offset); }
  const MMDB_s* mmdb() const { return &mmdb_; }

 private:
  const std::string bytes_;
  MMDB_s mmdb_{};
};

bool IsSound(const std::string& bytes) { return Section(bytes).IsSound(); }

TEST(ValueWalk, RealRecordsAreSound) {
  EXPECT_TRUE(IsSound(MaxMindCity("DE", 52.5, 13.4)));
  EXPECT_TRUE(IsSound(MaxMindCountry("DE")));
  EXPECT_TRUE(IsSound(FlatCity("DE", 52.5F, 13.4F)));
}

TEST(ValueWalk, EmptyContainersAreSound) {
  EXPECT_TRUE(IsSound(Map({}) + "xx"));
  EXPECT_TRUE(IsSound(Array({}) + "xx"));
}

TEST(ValueWalk, ACutRecordIsNot) {
  const std::string record = MaxMindCity("DE", 52.5, 13.4);
  for (size_t size = ValueWalk::kMinSectionBytes; size < record.size(); ++size) {
    EXPECT_FALSE(IsSound(record.substr(0, size))) << size;
  }
}

TEST(ValueWalk, NothingIsSoundPastTheEnd) {
  const Section section(Text("four"));
  EXPECT_TRUE(section.IsSound(0));
  EXPECT_FALSE(section.IsSound(5));
  EXPECT_FALSE(section.IsSound(0xffffffff));
}

TEST(ValueWalk, FollowsPointersAndGoesOnBehindThem) {
  const std::string shared = Map({{"k", Text("v")}});
  const auto after_shared = static_cast<uint32_t>(shared.size());
  EXPECT_TRUE(Section(shared + Map({{"a", Pointer(0)}, {"b", Pointer(0)}, {"c", Text("d")}})).IsSound(after_shared));
  const std::string key_by_pointer = Control(mmdb::kMap, 1) + Pointer(1) + Text("v");
  EXPECT_TRUE(Section(shared + key_by_pointer).IsSound(after_shared));
  EXPECT_FALSE(Section(shared + Map({{"a", Pointer(1000)}})).IsSound(after_shared));
}

TEST(ValueWalk, EverySizeOfPointerIsSteppedOver) {
  const std::string two_bytes = Control(mmdb::kArray, 2) + std::string("\x20\x00", 2) + Text("v");
  EXPECT_FALSE(IsSound(two_bytes));  // leads to the array itself
  // Eight bytes of text, then arrays of a pointer to it and a text that is cut exactly when the step is wrong.
  const std::string text = Text("1234567");
  EXPECT_TRUE(Section(text + Control(mmdb::kArray, 2) + std::string("\x20\x00", 2) + Text("v")).IsSound(8));
  const std::string far_text = std::string(2048, '\0') + text;
  EXPECT_TRUE(Section(far_text + Control(mmdb::kArray, 2) + std::string("\x28\x00\x00", 3) + Text("v")).IsSound(2056));
  const std::string farther_text = std::string(526336, '\0') + text;
  EXPECT_TRUE(Section(farther_text + Control(mmdb::kArray, 2) + std::string("\x30\x00\x00\x00", 4) + Text("v"))
                  .IsSound(526344));
  EXPECT_TRUE(Section(text + Array({Pointer(0), Text("v")})).IsSound(8));
}

TEST(ValueWalk, KeysMustBeStrings) {
  EXPECT_FALSE(IsSound(Control(mmdb::kMap, 1) + mmdb::Uint32(1) + Text("v")));
  EXPECT_FALSE(IsSound(Control(mmdb::kMap, 1) + Map({{"k", Text("v")}}) + Text("v")));
  EXPECT_TRUE(IsSound(Control(mmdb::kMap, 1) + Text("1") + Text("v")));
}

TEST(ValueWalk, DepthIsBounded) {
  EXPECT_TRUE(IsSound(mmdb::NestedMaps(ValueWalk::kMaxDepth - 1)));
  EXPECT_FALSE(IsSound(mmdb::NestedMaps(ValueWalk::kMaxDepth)));
  EXPECT_TRUE(IsSound(mmdb::NestedArrays(ValueWalk::kMaxDepth - 1)));
  EXPECT_FALSE(IsSound(mmdb::NestedArrays(ValueWalk::kMaxDepth)));
  EXPECT_FALSE(IsSound(mmdb::NestedArrays(1000000)));
}

TEST(ValueWalk, CirclesOfPointersAreNotSound) {
  EXPECT_FALSE(IsSound(Map({{"k", Pointer(0)}})));
  EXPECT_FALSE(IsSound(Pointer(0)));
  EXPECT_FALSE(IsSound(Pointer(5) + Pointer(0)));
}

TEST(ValueWalk, MembersAreBounded) {
  const std::vector<std::string> members(ValueWalk::kMaxValues, mmdb::Boolean(true));
  const std::vector<std::string> one_less(members.begin() + 1, members.end());
  EXPECT_FALSE(IsSound(Array(members)));
  EXPECT_TRUE(IsSound(Array(one_less)));
  EXPECT_FALSE(IsSound(Control(mmdb::kArray, 16000000) + "xxx"));
}

// Ten levels of sixteen pointers to the next: a few hundred bytes that hold 10^12 values.
TEST(ValueWalk, FansOfPointersAreBounded) {
  std::string bytes = Text("leaf");
  uint32_t target = 0;
  for (int level = 0; level < 10; ++level) {
    const auto offset = static_cast<uint32_t>(bytes.size());
    bytes += Array(std::vector<std::string>(16, Pointer(target)));
    target = offset;
  }
  EXPECT_FALSE(Section(bytes).IsSound(target));
}

TEST(ValueWalk, AllWalksTogetherAreBounded) {
  const Section section(Array(std::vector<std::string>(1000, mmdb::Boolean(true))));
  ValueWalk walk(section.mmdb());
  int walks = 0;
  while (walks < 1000 && walk.IsSound(0)) ++walks;
  EXPECT_GE(walks, 16);
  EXPECT_LT(walks, 100);
}

}  // namespace
}  // namespace nodestats
