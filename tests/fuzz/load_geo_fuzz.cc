// Geo databases of any bytes.
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "fuzz/fuzz_engine.h"
#include "fuzz/fuzz_target.h"
#include "unit/geo/mmdb_records.h"

namespace nodestats_fuzz {
namespace {

// A file that nobody else sees.
class MemoryFile {
 public:
  MemoryFile(const uint8_t* data, size_t size) : fd_(memfd_create("fuzz", MFD_CLOEXEC)) {
    FUZZ_CHECK(fd_ >= 0 && write(fd_, data, size) == static_cast<ssize_t>(size));
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  const int fd_;
};

// Has addresses of both versions looked up, those of the seeds among them.
void LookUp(const Engine& engine) {
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.duration_us = segment.turnaround_us = 2000000;
  segment.rendition_count = 1;
  segment.renditions[0] = {640, 360, 30, 1, 1, 1, 0, 0};
  constexpr uint8_t kPeers[][4] = {{1, 0, 0, 1},       {8, 8, 8, 8},          {88, 99, 7, 7},    {200, 160, 0, 1},
                                   {0x20, 1, 2, 0},    {0x2a, 1, 4, 0xf8},    {0x20, 2, 8, 8},   {0, 0, 0, 0},
                                   {255, 255, 255, 1}, {0x40, 0x10, 0x20, 1}, {0xfe, 0x80, 0, 0}};
  uint32_t manifest = 0;
  for (const auto& peer : kPeers) {
    for (const uint32_t size : {4U, 16U}) {
      std::memset(segment.peer, static_cast<int>(peer[3]), sizeof segment.peer);
      std::memcpy(segment.peer, peer, sizeof peer);
      segment.peer_size = size;
      ++manifest;
      FUZZ_CHECK(nodestats_record_segment(engine.get(), &segment, &manifest, sizeof manifest) == NODESTATS_OK);
    }
  }
}

}  // namespace

std::vector<std::string> Seeds() {
  nodestats::MmdbWriter flat(4, 28);
  flat.Add("8.0.0.0/8", nodestats::FlatCity("US", 37.5F, -97.5F));
  flat.Add("88.99.0.0/16", nodestats::FlatCountry("DE"));
  nodestats::MmdbWriter wide(6, 32);
  wide.Add("8.8.8.0/24", nodestats::MaxMindCity("US", 37.5, -97.5));
  wide.Add("2a01:400::/24", nodestats::mmdb::NestedMaps(20));
  return {nodestats::SmallDatabase().Bytes(), flat.Bytes(), wide.Bytes()};
}

}  // namespace nodestats_fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nodestats_fuzz;
  const MemoryFile file(data, size);
  Engine engine;
  engine.Advance(kMidnightMs);
  const nodestats_status status = nodestats_reload_geo(engine.get(), file.path().c_str());
  FUZZ_CHECK(status == NODESTATS_OK || status == NODESTATS_EGEOINVALID || status == NODESTATS_EGEOTYPE);
  LookUp(engine);
  if (status == NODESTATS_OK) engine.CheckAnswers();
  return 0;
}
