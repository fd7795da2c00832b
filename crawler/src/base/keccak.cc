#include "base/keccak.h"

#include <bit>
#include <cstddef>
#include <cstring>

namespace nodestats::crawler {
namespace {

constexpr int kRounds = 24;
constexpr size_t kRateBytes = 136;  // 1600 bits less twice the digest's
constexpr size_t kLanes = 25;

// The round constants are the output of a linear feedback shift register, x^8 + x^6 + x^5 + x^4 + 1.
constexpr std::array<uint64_t, kRounds> RoundConstants() {
  std::array<uint64_t, kRounds> constants{};
  uint8_t state = 1;
  for (uint64_t& constant : constants) {
    for (int j = 0; j <= 6; ++j) {
      if ((state & 1) != 0) constant |= uint64_t{1} << ((1 << j) - 1);
      state = static_cast<uint8_t>((state << 1) ^ ((state >> 7) * 0x71));
    }
  }
  return constants;
}
constexpr std::array<uint64_t, kRounds> kRoundConstants = RoundConstants();

// Where rho and pi take the lanes, from lane 1 on, and by how much each is turned on its way.
struct Step {
  size_t to;
  int turn;
};
constexpr std::array<Step, kLanes - 1> Steps() {
  std::array<Step, kLanes - 1> steps{};
  size_t x = 1;
  size_t y = 0;
  for (int t = 0; t < static_cast<int>(steps.size()); ++t) {
    const size_t next = (2 * x + 3 * y) % 5;
    x = y;
    y = next;
    steps[static_cast<size_t>(t)] = {x + 5 * y, ((t + 1) * (t + 2) / 2) % 64};
  }
  return steps;
}
constexpr std::array<Step, kLanes - 1> kSteps = Steps();

void Permute(std::array<uint64_t, kLanes>& a) {
  for (const uint64_t constant : kRoundConstants) {
    uint64_t c[5];
    for (size_t x = 0; x < 5; ++x) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (size_t x = 0; x < 5; ++x) {
      const uint64_t d = c[(x + 4) % 5] ^ std::rotl(c[(x + 1) % 5], 1);
      for (size_t y = 0; y < kLanes; y += 5) a[x + y] ^= d;
    }
    uint64_t moving = a[1];
    for (const Step& step : kSteps) {
      const uint64_t next = a[step.to];
      a[step.to] = std::rotl(moving, step.turn);
      moving = next;
    }
    for (size_t y = 0; y < kLanes; y += 5) {
      uint64_t row[5];
      std::memcpy(row, &a[y], sizeof row);
      for (size_t x = 0; x < 5; ++x) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    a[0] ^= constant;
  }
}

void Absorb(const char* block, std::array<uint64_t, kLanes>& state) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t lanes[kRateBytes / 8];
  std::memcpy(lanes, block, kRateBytes);
  for (size_t i = 0; i < kRateBytes / 8; ++i) state[i] ^= lanes[i];
  Permute(state);
}

}  // namespace

Digest Keccak256(absl::string_view bytes) {
  std::array<uint64_t, kLanes> state{};
  for (; bytes.size() >= kRateBytes; bytes.remove_prefix(kRateBytes)) Absorb(bytes.data(), state);
  char last[kRateBytes] = {};
  if (!bytes.empty()) std::memcpy(last, bytes.data(), bytes.size());
  last[bytes.size()] = 1;
  last[kRateBytes - 1] = static_cast<char>(last[kRateBytes - 1] | 0x80);
  Absorb(last, state);
  Digest digest;
  std::memcpy(digest.data(), state.data(), digest.size());
  return digest;
}

}  // namespace nodestats::crawler
