// Frozen releases of any bytes: as a file, and as what a file holds under a right checksum.
#include <zlib.h>

#include <memory>
#include <string>

#include "fuzz/fuzz_engine.h"
#include "fuzz/fuzz_target.h"
#include "nodestats/v1/summary.pb.h"

namespace nodestats_fuzz {
namespace {

constexpr char kMagic[] = "nodestats frozen release 1\n";
constexpr size_t kHeaderSize = sizeof kMagic - 1 + 4;
constexpr int64_t kNowMs = kMidnightMs + 25 * kHourMs;

// What the first byte of an input says of the rest.
enum Form : uint8_t { kFile, kSignedRelease, kPayload, kFormCount };

std::string FileOf(const std::string& body) {
  std::string file = kMagic;
  const uLong crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<char>(crc >> shift & 0xff));
  return file + body;
}

std::string FileOf(uint8_t form, const std::string& bytes) {
  if (form == kFile) return bytes;
  if (form == kSignedRelease) return FileOf(bytes);
  nodestats::v1::SignedRelease message;
  message.set_payload(bytes);
  return FileOf(message.SerializeAsString());
}

// Files of all windows, of a day with a segment.
std::vector<std::string> RealFiles() {
  Engine live;
  live.Advance(kMidnightMs + 23 * kHourMs);
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.duration_us = segment.turnaround_us = 2000000;
  segment.rendition_count = 1;
  segment.renditions[0] = {640, 360, 30, 1, 640 * 360 * 60, 1000, 0, 0};
  FUZZ_CHECK(nodestats_record_segment(live.get(), &segment, "m", 1) == NODESTATS_OK);
  for (int64_t minute = 1; minute <= 61; ++minute) live.Advance(kMidnightMs + 23 * kHourMs + minute * kMinuteMs);
  std::vector<std::string> files;
  for (uint64_t id = 0; id < 3; ++id) {
    files.push_back(Engine::Bytes([&](nodestats_answer* out) { return nodestats_next_frozen(live.get(), id, out); }));
  }
  return files;
}

// The engine that takes releases; a new one after each that it took.
std::unique_ptr<Engine> engine;

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (const std::string& file : RealFiles()) {
    nodestats::v1::SignedRelease message;
    FUZZ_CHECK(message.ParseFromString(file.substr(kHeaderSize)));
    seeds.push_back(std::string(1, kFile) + file);
    seeds.push_back(std::string(1, kPayload) + message.payload());
    nodestats::v1::Release small;  // where a change hits a field rather than one of many values
    FUZZ_CHECK(small.ParseFromString(message.payload()));
    small.mutable_vectors()->DeleteSubrange(3, small.vectors_size() - 3);
    for (nodestats::v1::Domain& domain : *small.mutable_domains()) {
      if (domain.name() == "country") domain.clear_keys();
    }
    nodestats::v1::Vector* cells = small.add_vectors();
    cells->set_name("cell_streams_average");
    cells->add_domains("cell");
    cells->set_divisor(1);
    for (const uint32_t index : {3U, 500U}) cells->add_indexes(index), cells->add_values(index);
    small.mutable_geo_database()->set_type("GeoLite2-City");
    seeds.push_back(std::string(1, kPayload) + small.SerializeAsString());
    message.set_payload(small.SerializeAsString());
    message.set_signature(std::string(65, 's'));
    seeds.push_back(std::string(1, kSignedRelease) + message.SerializeAsString());
  }
  return seeds;
}

}  // namespace nodestats_fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nodestats_fuzz;
  if (size == 0) return 0;
  if (engine == nullptr) {
    engine = std::make_unique<Engine>();
    engine->Advance(kNowMs);
  }
  const std::string file = FileOf(data[0] % kFormCount, std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  const nodestats_status status = nodestats_restore_frozen(engine->get(), file.data(), file.size());
  FUZZ_CHECK(status == NODESTATS_OK || status == NODESTATS_EDAMAGED || status == NODESTATS_EFUTURE ||
             status == NODESTATS_EEXPIRED);
  if (status != NODESTATS_OK) return 0;
  engine->Advance(kNowMs + 1000);
  engine->CheckAnswers();
  engine.reset();
  return 0;
}
