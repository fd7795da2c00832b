#include "privacy/discrete_laplace.h"

#include <bit>

namespace nodestats {
namespace {

// Each returns false where the bits run out.

// A number below `bound` (at least 1), all equally likely.
bool DrawBelow(uint64_t bound, RandomBits* bits, uint64_t* below) {
  const int size = 64 - std::countl_zero(bound - 1);
  do {
    if (!bits->Next(size, below)) return false;
  } while (*below >= bound);
  return true;
}

// True with probability numerator / denominator. A random binary fraction is compared with that one, digit by digit
// from the first: two bits are enough on average.
bool DrawRatio(uint64_t numerator, uint64_t denominator, RandomBits* bits, bool* drawn) {
  *drawn = numerator >= denominator;
  if (*drawn) return true;
  for (uint64_t rest = numerator; rest != 0;) {
    rest *= 2;
    const uint64_t digit = rest >= denominator ? 1 : 0;
    if (digit == 1) rest -= denominator;
    uint64_t bit = 0;
    if (!bits->Next(1, &bit)) return false;
    if (bit == digit) continue;
    *drawn = bit < digit;
    return true;
  }
  return true;  // the other digits are 0: not below
}

// True with probability exp(-numerator / denominator), for a numerator of 0 to denominator: algorithm 1. That k grows
// beyond 1,000 is less likely than 2^-8000.
bool DrawExp(uint64_t numerator, uint64_t denominator, RandomBits* bits, bool* drawn) {
  uint64_t k = 0;
  for (bool more = true; more;) {
    ++k;
    if (!DrawRatio(numerator, denominator * k, bits, &more)) return false;
  }
  *drawn = k % 2 == 1;
  return true;
}

}  // namespace

bool DrawDiscreteLaplace(const NoiseScale& scale, RandomBits* bits, int64_t* sample) {
  const auto t = static_cast<uint64_t>(scale.numerator);
  const auto s = static_cast<uint64_t>(scale.denominator);
  for (;;) {  // algorithm 2
    uint64_t u = 0;
    bool kept = false;
    if (!DrawBelow(t, bits, &u) || !DrawExp(u, t, bits, &kept)) return false;
    if (!kept) continue;
    uint64_t v = 0;
    for (bool more = true; more; v += more ? 1 : 0) {
      if (!DrawExp(1, 1, bits, &more)) return false;
    }
    const uint64_t magnitude = (u + t * v) / s;
    uint64_t negative = 0;
    if (!bits->Next(1, &negative)) return false;
    if (negative == 1 && magnitude == 0) continue;  // else 0 would be twice as likely
    *sample = negative == 1 ? -static_cast<int64_t>(magnitude) : static_cast<int64_t>(magnitude);
    return true;
  }
}

}  // namespace nodestats
