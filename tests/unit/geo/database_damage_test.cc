// What a damaged or hostile file does: it is refused, or it answers; it never harms.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "geo/database.h"
#include "load.h"
#include "mmdb_records.h"
#include "temporary_folder.h"

namespace nodestats {
namespace {

using mmdb::Control;
using mmdb::Map;
using mmdb::Pointer;
using mmdb::Text;

#ifdef __SANITIZE_THREAD__
constexpr int kThinning = 20;  // there is one thread here, and mappings are slow
#else
constexpr int kThinning = 1;
#endif

// Asks for addresses all over the tree; every answer must be a place.
void ExpectAnswers(const GeoDatabase& database) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 64; ++i) {
    Address address;
    for (uint8_t& byte : address.bytes) byte = static_cast<uint8_t>(random());
    if (i % 2 == 0) MakeAddress(address.bytes.data(), 4, &address);
    const Place place = database.Lookup(address.bytes.data());
    EXPECT_LE(place.country, kUnknownCountry);
    EXPECT_TRUE(place.cell < kCellCount || place.cell == kNoCell);
  }
  for (const char* text : {"1.0.0.1", "8.8.8.8", "88.99.1.1", "200.160.0.1", "2001:200::1", "2a01:4f8::1", "2002::1"}) {
    EXPECT_LE(PlaceOf(database, text).country, kUnknownCountry);
  }
}

TEST(GeoDamage, EveryCutFileIsInvalid) {
  const std::string bytes = SmallDatabase().Bytes();
  for (size_t size = 0; size < bytes.size(); size += kThinning) {
    ASSERT_EQ(StatusOf(bytes.substr(0, size)), NODESTATS_EGEOINVALID) << size;
  }
  EXPECT_EQ(StatusOf(bytes), NODESTATS_OK);
}

TEST(GeoDamage, AFileWithoutItsBeginningIsNeverTakenForWhole) {
  const std::string bytes = SmallDatabase().Bytes();
  for (size_t cut = 1; cut < bytes.size(); cut += 5) EXPECT_NE(StatusOf(bytes.substr(cut)), NODESTATS_OK) << cut;
}

TEST(GeoDamage, OtherFilesAreInvalid) {
  for (const std::string& bytes :
       {std::string("country,code\nGermany,DE\n"), std::string("\x1f\x8b\x08"), std::string(1, '\0'),
        std::string(200000, '\0'), std::string(200000, '\xff'), std::string("\xab\xcd\xefMaxMind.com"),
        std::string("\xab\xcd\xefMaxMind.com\xe0"), std::string("\xab\xcd\xefMaxMind.com\xff\xff\xff\xff")}) {
    EXPECT_EQ(StatusOf(bytes), NODESTATS_EGEOINVALID) << bytes.size();
  }
}

// Changes a few bytes, anywhere or in the metadata alone, and goes on if the file still loads.
void ExpectSurvival(const std::string& bytes, size_t from, int rounds, std::map<nodestats_status, int>* seen) {
  std::mt19937_64 random(42);
  for (int round = 0; round < rounds; ++round) {
    std::string damaged = bytes;
    for (uint64_t changes = 1 + random() % 4; changes > 0; --changes) {
      const size_t place = from + random() % (bytes.size() - from);
      damaged[place] = static_cast<char>(random() % 4 == 0 ? damaged[place] ^ (1 << random() % 8) : random() % 256);
    }
    std::unique_ptr<GeoDatabase> database;
    ++(*seen)[Load(damaged, &database)];
    if (database != nullptr) ExpectAnswers(*database);
    if (testing::Test::HasFailure()) return;
  }
}

TEST(GeoDamage, ChangedBytesAreSurvived) {
  std::map<nodestats_status, int> seen;
  constexpr int kRounds = 4000 / kThinning;
  ExpectSurvival(SmallDatabase().Bytes(), 0, kRounds, &seen);
  EXPECT_GT(seen[NODESTATS_OK], kRounds / 40);
  EXPECT_GT(seen[NODESTATS_EGEOINVALID], kRounds / 4);
  EXPECT_EQ(seen[NODESTATS_OK] + seen[NODESTATS_EGEOINVALID] + seen[NODESTATS_EGEOTYPE], kRounds);
}

TEST(GeoDamage, ChangedMetadataAreSurvived) {
  const std::string bytes = SmallDatabase().Bytes();
  std::map<nodestats_status, int> seen;
  constexpr int kRounds = 2000 / kThinning;
  ExpectSurvival(bytes, bytes.find("\xab\xcd\xefMaxMind.com"), kRounds, &seen);
  EXPECT_GT(seen[NODESTATS_EGEOINVALID], kRounds / 2);
  EXPECT_EQ(seen[NODESTATS_OK] + seen[NODESTATS_EGEOINVALID] + seen[NODESTATS_EGEOTYPE], kRounds);
}

nodestats_status StatusWith(const std::string& key, const std::string& value) {
  MmdbWriter writer = SmallDatabase();
  writer.metadata[key] = value;
  return StatusOf(writer.Bytes());
}

TEST(GeoDamage, MissingMetadataAreInvalid) {
  for (const char* key : {"node_count", "record_size", "ip_version", "database_type", "build_epoch",
                          "binary_format_major_version", "binary_format_minor_version"}) {
    EXPECT_EQ(StatusWith(key, ""), NODESTATS_EGEOINVALID) << key;
    EXPECT_EQ(StatusWith(key, mmdb::Boolean(true)), NODESTATS_EGEOINVALID) << key;
    MmdbWriter writer = SmallDatabase();
    writer.metadata["languages"] = writer.metadata["description"] = writer.metadata[key] = "";
    EXPECT_EQ(StatusOf(writer.Bytes()), NODESTATS_EGEOINVALID) << key;
  }
  for (const char* key : {"languages", "description"}) {
    EXPECT_EQ(StatusWith(key, mmdb::Boolean(true)), NODESTATS_EGEOINVALID) << key;
  }
}

// The format's specification says so of these two alone.
TEST(GeoDamage, MissingOptionalMetadataAreNoDamage) {
  for (const std::vector<const char*>& missing :
       std::vector<std::vector<const char*>>{{"languages"}, {"description"}, {"languages", "description"}}) {
    for (const size_t type_bytes : {0, 12, 28, 29, 63, 300}) {
      MmdbWriter writer = SmallDatabase();
      const std::string type(type_bytes, 't');
      writer.metadata["database_type"] = Text(type);
      for (const char* key : missing) writer.metadata[key] = "";
      const auto database = Loaded(writer.Bytes());
      ASSERT_NE(database, nullptr) << missing.front();
      EXPECT_EQ(CountryOf(*database, "8.8.8.8"), "US");
      EXPECT_EQ(CountryOf(*database, "2a01:4f8::"), "DE");
      EXPECT_EQ(database->type(), type.substr(0, 63));
      EXPECT_EQ(database->build_unix_s(), 1700000000);
    }
  }
}

TEST(GeoDamage, ChangedBytesWithoutOptionalMetadataAreSurvived) {
  MmdbWriter writer = SmallDatabase();
  writer.metadata["languages"] = writer.metadata["description"] = "";
  const std::string bytes = writer.Bytes();
  std::map<nodestats_status, int> seen;
  constexpr int kRounds = 1000 / kThinning;
  ExpectSurvival(bytes, bytes.find("\xab\xcd\xefMaxMind.com"), kRounds, &seen);
  EXPECT_GT(seen[NODESTATS_EGEOINVALID], kRounds / 2);
  EXPECT_EQ(seen[NODESTATS_OK] + seen[NODESTATS_EGEOINVALID] + seen[NODESTATS_EGEOTYPE], kRounds);
}

TEST(GeoDamage, AbsurdMetadataAreInvalid) {
  EXPECT_EQ(StatusWith("record_size", mmdb::Uint16(26)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("record_size", mmdb::Uint16(0)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("ip_version", mmdb::Uint16(5)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("binary_format_major_version", mmdb::Uint16(3)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("build_epoch", mmdb::Uint64(UINT64_MAX)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("build_epoch", mmdb::Uint64(253402300800)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("build_epoch", mmdb::Uint64(253402300799)), NODESTATS_OK);
}

// Six bytes a node: these sizes are 8 and 0 in 32 bits.
TEST(GeoDamage, ATreeLargerThanTheFileIsInvalid) {
  for (const uint32_t nodes : {100000u, 0x2aaaaaacu, 0x80000000u, 0xffffffffu, 0u}) {
    EXPECT_EQ(StatusWith("node_count", mmdb::Uint32(nodes)), NODESTATS_EGEOINVALID) << nodes;
    MmdbWriter ipv4(4);  // whose data would be taken for nodes that lead far outside
    ipv4.metadata["node_count"] = mmdb::Uint32(nodes);
    ipv4.Add("0.0.0.0/1", Text(std::string(1000, 'x'))).Add("128.0.0.0/1", FlatCountry("US"));
    EXPECT_EQ(StatusOf(ipv4.Bytes()), NODESTATS_EGEOINVALID) << nodes;
  }
}

TEST(GeoDamage, NestedMetadataAreInvalid) {
  for (const int depth : {100, 60000}) {
    EXPECT_EQ(StatusWith("aaa", mmdb::NestedMaps(depth / 2)), NODESTATS_EGEOINVALID) << depth;
    EXPECT_EQ(StatusWith("aaa", mmdb::NestedArrays(depth)), NODESTATS_EGEOINVALID) << depth;
    EXPECT_EQ(StatusWith("languages", mmdb::NestedArrays(depth)), NODESTATS_EGEOINVALID) << depth;
  }
}

TEST(GeoDamage, MetadataThatLeadBackToThemselvesAreInvalid) {
  EXPECT_EQ(StatusWith("languages", Pointer(0)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("languages", mmdb::Array({Pointer(0), Pointer(0)})), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("description", Map({{"en", Pointer(0)}, {"de", Pointer(0)}})), NODESTATS_EGEOINVALID);
}

TEST(GeoDamage, LanguagesAndDescriptionsAreStrings) {
  EXPECT_EQ(StatusWith("languages", mmdb::Array({Text("en"), mmdb::Uint16(1)})), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("description", Map({{"en", mmdb::Uint16(1)}})), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("languages", Control(mmdb::kArray, 10000000)), NODESTATS_EGEOINVALID);
  EXPECT_EQ(StatusWith("languages", mmdb::Array({})), NODESTATS_OK);
  EXPECT_EQ(StatusWith("description", Map({})), NODESTATS_OK);
}

TEST(GeoDamage, HarmfulRecordsMakeAFileInvalid) {
  const std::map<std::string, std::string> records = {
      {"nested maps", mmdb::NestedMaps(500000)},
      {"nested arrays", mmdb::NestedArrays(500000)},
      {"nested before the country", Map({{"a", mmdb::NestedMaps(500000)}, {"country_code", Text("DE")}})},
      {"pointer far outside", Map({{"country", Pointer(0x7fffffff)}})},
      {"pointer to a pointer", Pointer(5) + Pointer(0)},
      {"map of too many", Control(mmdb::kMap, 16000000)},
      {"array of too many", Control(mmdb::kArray, 16000000)},
      {"text that is too long", Control(mmdb::kText, 16000000)},
      {"keys that are none", Control(mmdb::kMap, 1) + mmdb::Uint16(1) + Text("DE")},
      {"double of four bytes", Map({{"latitude", Control(mmdb::kDouble, 4) + "abcd"}, {"country_code", Text("DE")}})},
  };
  for (const auto& [name, record] : records) {
    MmdbWriter writer = SmallDatabase();
    EXPECT_EQ(StatusOf(writer.Add("9.0.0.0/8", record).Bytes()), NODESTATS_EGEOINVALID) << name;
  }
  MmdbWriter circle;  // its only record is at 0
  EXPECT_EQ(StatusOf(circle.Add("9.0.0.0/8", Map({{"country", Pointer(0)}})).Bytes()), NODESTATS_EGEOINVALID);
}

TEST(GeoDamage, ATreeThatLeadsOutOfTheDataIsInvalid) {
  const auto data_bytes = static_cast<int64_t>(SmallDatabase().Bytes().size());
  for (const int64_t offset : {int64_t{-15}, int64_t{-16 + 1}, int64_t{-1}, data_bytes, int64_t{0xf00000}}) {
    MmdbWriter writer = SmallDatabase();
    EXPECT_EQ(StatusOf(writer.AddOffset("9.0.0.0/8", offset).Bytes()), NODESTATS_EGEOINVALID) << offset;
  }
}

TEST(GeoDamage, ATreeWithACircleIsInvalid) {
  for (const int64_t node : {1, 2, 95}) {
    MmdbWriter writer = SmallDatabase();
    EXPECT_EQ(StatusOf(writer.AddCircle("9.0.0.0/8", node).Bytes()), NODESTATS_EGEOINVALID) << node;
  }
  MmdbWriter root = SmallDatabase();
  EXPECT_EQ(StatusOf(root.AddCircle("9.0.0.0/8", 0).Bytes()), NODESTATS_EGEOINVALID);
}

TEST(GeoDamage, ATreeDeeperThanAnAddressIsInvalid) {
  MmdbWriter writer(4);
  writer.Add("9.0.0.0/8", FlatCountry("US"));
  const int64_t deep = writer.node_count();  // the node that the next prefix adds first, after 8 bits
  writer.Add("10.1.2.3/32", FlatCountry("DE"));
  EXPECT_EQ(StatusOf(writer.Bytes()), NODESTATS_OK);
  writer.AddCircle("10.1.2.4/32", deep);
  EXPECT_EQ(StatusOf(writer.Bytes()), NODESTATS_EGEOINVALID);
}

TEST(GeoDamage, AFolderAPipeAndNoFileCannotBeOpened) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo(folder.PathOf("pipe").c_str(), 0600), 0);
  std::unique_ptr<GeoDatabase> database;
  for (const char* name : {"", "pipe", "missing"}) {
    EXPECT_EQ(GeoDatabase::Load(folder.PathOf(name), kAnySize, &database), NODESTATS_EGEOOPEN) << name;
  }
  EXPECT_EQ(database, nullptr);
}

TEST(GeoDamage, AFileThatIsTooLargeIsRefusedAndAFailureLeavesTheResultAlone) {
  const TemporaryFolder folder;
  const std::string bytes = SmallDatabase().Bytes();
  auto database = Loaded(bytes);
  const GeoDatabase* const before = database.get();
  EXPECT_EQ(GeoDatabase::Load(folder.Write("db.mmdb", bytes), bytes.size() - 1, &database), NODESTATS_EGEOSIZE);
  EXPECT_EQ(database.get(), before);
  EXPECT_EQ(GeoDatabase::Load(folder.PathOf("db.mmdb"), bytes.size(), &database), NODESTATS_OK);
}

}  // namespace
}  // namespace nodestats
