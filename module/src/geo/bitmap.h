// A set of small numbers, one bit each.
#ifndef NODESTATS_GEO_BITMAP_H_
#define NODESTATS_GEO_BITMAP_H_

#include <cstddef>
#include <cstdint>

#include "base/page_allocator.h"

namespace nodestats {

class Bitmap {
 public:
  // Holds numbers below `size`.
  explicit Bitmap(uint64_t size) : words_(size / kWordBits + 1, 0) {}

  void Add(uint64_t number) { words_[number / kWordBits] |= uint64_t{1} << (number % kWordBits); }

  // Calls `see(number)` for each number, ascending, until one call returns false, which it then returns. `see` must not
  // add to this set.
  template <typename See>
  bool ForEach(See see) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
        if (!see(i * kWordBits + static_cast<uint64_t>(__builtin_ctzll(word)))) return false;
      }
    }
    return true;
  }

  bool empty() const {
    return ForEach([](uint64_t) { return false; });
  }

  void Clear() { words_.assign(words_.size(), 0); }
  void Swap(Bitmap* other) { words_.swap(other->words_); }

 private:
  static constexpr uint64_t kWordBits = 64;
  Pages<uint64_t> words_;
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_BITMAP_H_
