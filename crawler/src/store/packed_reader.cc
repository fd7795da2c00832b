// PackedReader: the reading half of packed_release.h.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "store/checksum.h"
#include "store/packed_release.h"

namespace nodestats::crawler {
namespace {

constexpr unsigned kNumberBits = 64;

int64_t Unzigzag(uint64_t number) { return static_cast<int64_t>(number >> 1 ^ (~(number & 1) + 1)); }

}  // namespace

bool PackedReader::Fail() {
  ok_ = false;
  following_ = {};
  rest_ = {};
  vectors_left_ = 0;
  return false;
}

uint64_t PackedReader::Number() {
  uint64_t number = 0;
  const auto* bytes = reinterpret_cast<const uint8_t*>(rest_.data());
  size_t size = 0;
  for (unsigned shift = 0; size < rest_.size() && shift < kNumberBits; shift += 7) {
    const uint8_t byte = bytes[size++];
    number |= uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) {
      rest_.remove_prefix(size);
      return number;
    }
  }
  Fail();
  return 0;
}

bool PackedReader::NextRelease() {
  if (following_.empty()) return false;
  uint32_t checksum = 0;
  rest_ = following_;
  const uint64_t size = Number();
  if (!ok_ || rest_.size() < sizeof checksum || rest_.size() - sizeof checksum < size) return Fail();
  std::memcpy(&checksum, rest_.data(), sizeof checksum);
  rest_ = rest_.substr(sizeof checksum, size);
  if (Checksum(rest_) != checksum) return Fail();
  following_.remove_prefix(static_cast<size_t>(rest_.data() + rest_.size() - following_.data()));
  const uint64_t window = Number();
  covered_hours_ = static_cast<uint32_t>(Number());
  vectors_left_ = Number();
  if (!ok_ || window < v1::WINDOW_1H || window > v1::WINDOW_24H) return Fail();
  window_ = static_cast<v1::Window>(window);
  return true;
}

bool PackedReader::NextVector(PackedVector& vector) {
  if (vectors_left_ == 0) return false;
  --vectors_left_;
  const uint64_t figure = Number();
  const uint64_t divisor = Number();
  const uint64_t stddevs = Number();
  if (!ok_ || figure >= kFigureCount || divisor == 0) return Fail();
  vector.figure = static_cast<Figure>(figure);
  const auto size = static_cast<size_t>(SpecOf(VectorOf(vector.figure)).size());
  if (stddevs > 1 && stddevs != size) return Fail();
  ReadStddev(stddevs);
  if (Number() != size) return Fail();
  ReadValues(size);
  if (!ok_) return false;
  vector.unit = 1 / static_cast<double>(divisor);
  vector.stddev = stddev_;
  vector.values = values_;
  return true;
}

void PackedReader::ReadStddev(uint64_t count) {
  stddev_.resize(count);
  const size_t bytes = count * sizeof(double);
  if (rest_.size() < bytes) {
    Fail();
    return;
  }
  if (count > 0) std::memcpy(stddev_.data(), rest_.data(), bytes);
  rest_.remove_prefix(bytes);
}

void PackedReader::ReadValues(size_t count) {
  values_.resize(count);
  for (size_t i = 0; i < count && ok_; ++i) {
    values_[i] = Unzigzag(Number());
    if (values_[i] != 0 || !ok_) continue;
    const uint64_t zeros = Number();
    if (zeros > count - i - 1) {
      Fail();
      return;
    }
    std::fill_n(values_.begin() + static_cast<std::ptrdiff_t>(i) + 1, zeros, 0);
    i += zeros;
  }
}

}  // namespace nodestats::crawler
