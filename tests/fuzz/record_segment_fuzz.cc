// Segments of any bytes, at any time.
#include <algorithm>
#include <cstring>
#include <string>

#include "fuzz/fuzz_engine.h"
#include "fuzz/fuzz_target.h"

namespace nodestats_fuzz {
namespace {

// Takes an input apart from its begin.
class Input {
 public:
  Input(const uint8_t* data, size_t size) : data_(data), size_(size) {}

  bool empty() const { return size_ == 0; }

  // Fills `size` bytes of `out`, with zero where the input ends.
  void Take(void* out, size_t size) {
    std::memset(out, 0, size);
    const size_t taken = std::min(size, size_);
    if (taken > 0) std::memcpy(out, data_, taken);
    data_ += taken;
    size_ -= taken;
  }
  template <typename Number>
  Number Take() {
    Number number;
    Take(&number, sizeof number);
    return number;
  }

 private:
  const uint8_t* data_;
  size_t size_;
};

// What one byte says of the bytes after it.
enum Call : uint8_t { kRecord, kRecordOtherSize, kStep, kJump, kCallCount };

// A segment that is right, but for what the input says.
nodestats_status Record(const Engine& engine, Input* input, bool other_size) {
  nodestats_segment segment;
  const auto renditions = std::min<size_t>(input->Take<uint8_t>(), NODESTATS_MAX_RENDITIONS);
  std::memset(&segment, 0, sizeof segment);
  input->Take(&segment, offsetof(nodestats_segment, renditions) + renditions * sizeof(nodestats_rendition));
  if (!other_size) segment.struct_size = sizeof segment;
  std::string manifest(input->Take<uint8_t>(), '\0');
  input->Take(manifest.data(), manifest.size());
  return nodestats_record_segment(engine.get(), &segment, manifest.data(), manifest.size());
}

void Append(Call call, const nodestats_segment& segment, std::string* input) {
  input->push_back(static_cast<char>(call));
  input->push_back(static_cast<char>(segment.rendition_count));
  input->append(reinterpret_cast<const char*>(&segment),
                offsetof(nodestats_segment, renditions) + segment.rendition_count * sizeof(nodestats_rendition));
  input->append("\x03man");
}

void AppendTime(Call call, int64_t ms, std::string* input) {
  input->push_back(static_cast<char>(call));
  input->append(reinterpret_cast<const char*>(&ms), call == kStep ? 2 : sizeof ms);
}

}  // namespace

std::vector<std::string> Seeds() {
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.peer_size = 4;
  segment.source_width = 1280;
  segment.source_height = 720;
  segment.decoded_pixels = 1280 * 720 * 60;
  segment.input_bytes = 500000;
  segment.duration_us = 2000000;
  segment.turnaround_us = 500000;
  segment.rendition_count = 2;
  for (nodestats_rendition& rendition : segment.renditions) rendition = {640, 360, 0, 0, 640 * 360 * 60, 100000, 0, 0};
  std::string some;
  Append(kRecord, segment, &some);
  segment.source_width = segment.source_height = 0;
  segment.broadcaster[3] = 1;
  Append(kRecord, segment, &some);
  segment.decoded_frames = segment.renditions[0].encoded_frames = 60;
  Append(kRecord, segment, &some);
  AppendTime(kStep, 2000, &some);
  segment.outcome = NODESTATS_OUTCOME_FAILED;
  segment.rendition_count = 0;
  Append(kRecord, segment, &some);
  Append(kRecordOtherSize, segment, &some);
  std::string long_one;
  for (int i = 0; i < 70; ++i) {
    segment.duration_us = 3600000000;
    segment.outcome = NODESTATS_OUTCOME_PARTIAL;
    segment.rendition_count = 1;
    Append(kRecord, segment, &long_one);
    AppendTime(kStep, 60000, &long_one);
  }
  AppendTime(kJump, kMidnightMs + 400 * kHourMs, &long_one);
  Append(kRecord, segment, &long_one);
  AppendTime(kJump, kMidnightMs, &long_one);
  Append(kRecord, segment, &long_one);
  return {some, long_one};
}

}  // namespace nodestats_fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nodestats_fuzz;
  Input input(data, size);
  const Engine engine;
  int64_t now_ms = kMidnightMs;
  uint64_t counted = 0;
  FUZZ_CHECK(nodestats_advance(engine.get(), now_ms) == NODESTATS_OK);
  while (!input.empty()) {
    const uint8_t call = input.Take<uint8_t>() % kCallCount;
    if (call == kRecord || call == kRecordOtherSize) {
      const nodestats_status status = Record(engine, &input, call == kRecordOtherSize);
      FUZZ_CHECK(status >= NODESTATS_OK && status <= NODESTATS_ECLOCK);
      counted += status == NODESTATS_OK ? 1 : 0;
      continue;
    }
    const int64_t then_ms = call == kStep ? now_ms + input.Take<uint16_t>() : input.Take<int64_t>();
    const nodestats_status status = nodestats_advance(engine.get(), then_ms);
    FUZZ_CHECK(status == (then_ms >= 0 && then_ms < 253402300800000 ? NODESTATS_OK : NODESTATS_EINVAL));
    if (status == NODESTATS_OK) now_ms = then_ms;
  }
  FUZZ_CHECK(engine.segments() == counted);
  engine.CheckAnswers();
  return 0;
}
