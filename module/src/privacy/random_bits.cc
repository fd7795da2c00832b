#include "privacy/random_bits.h"

#include <cstring>  // explicit_bzero
#include <utility>

#include "identity/random.h"

namespace nodestats {

// Not by an assignment, which the compiler may leave out where nobody reads it any more.
SystemBits::~SystemBits() {
  explicit_bzero(words_.data(), sizeof words_);
  explicit_bzero(&rest_, sizeof rest_);
}

bool SystemBits::Next(int count, uint64_t* bits) {
  uint64_t out = 0;
  int wanted = count;
  if (rest_size_ < wanted) {
    if (next_word_ == kWords) {
      if (!FillRandom(words_.data(), sizeof words_)) return false;
      next_word_ = 0;
    }
    out = rest_;
    wanted -= rest_size_;
    out <<= wanted;  // at most 63 bits in all
    rest_ = std::exchange(words_[next_word_++], 0);
    rest_size_ = 64;
  }
  const uint64_t mask = (uint64_t{1} << wanted) - 1;
  *bits = out | (rest_ & mask);
  rest_ >>= wanted;
  rest_size_ -= wanted;
  return true;
}

}  // namespace nodestats
