// Random bits, of the number that is asked for.
#ifndef NODESTATS_PRIVACY_RANDOM_BITS_H_
#define NODESTATS_PRIVACY_RANDOM_BITS_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace nodestats {

// A source of fair, independent bits. Not thread-safe.
class RandomBits {
 public:
  virtual ~RandomBits() = default;

  // Gives the next `count` bits (0 to 63) as a number. False where there are none to be had; `*bits` is then untouched.
  virtual bool Next(int count, uint64_t* bits) = 0;
};

// From getrandom(2), many at a time. What was handed out is forgotten, and in the end also what was not.
class SystemBits : public RandomBits {
 public:
  SystemBits() = default;
  ~SystemBits() override;
  SystemBits(const SystemBits&) = delete;
  SystemBits& operator=(const SystemBits&) = delete;

  bool Next(int count, uint64_t* bits) override;

 private:
  static constexpr size_t kWords = 64;

  std::array<uint64_t, kWords> words_ = {};
  size_t next_word_ = kWords;
  uint64_t rest_ = 0;  // the lowest `rest_size_` bits are unused, the others 0
  int rest_size_ = 0;
};

}  // namespace nodestats

#endif  // NODESTATS_PRIVACY_RANDOM_BITS_H_
