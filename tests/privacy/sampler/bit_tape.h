// All that a sampler can do with a given number of random bits, each way with its exact probability.
#ifndef NODESTATS_TESTS_PRIVACY_SAMPLER_BIT_TAPE_H_
#define NODESTATS_TESTS_PRIVACY_SAMPLER_BIT_TAPE_H_

#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "privacy/discrete_laplace.h"

namespace nodestats_test {

// Gives bits of its own, up to `depth` of them, and makes them anew for the next run, until all ways were gone.
class BitTape : public nodestats::RandomBits {
 public:
  enum class Stop { kNever, kWhereItBeginsAnew };

  BitTape(size_t depth, Stop stop) : depth_(depth), stop_(stop) {}

  bool Next(int count, uint64_t* bits) override {
    // The sampler asks for single bits, except where it draws a number below t: there a run begins, or begins anew.
    if (stop_ == Stop::kWhereItBeginsAnew && count != 1 && begun_) {
      began_anew_ = true;
      return false;
    }
    begun_ = true;
    uint64_t number = 0;
    for (; count > 0; --count) {
      if (used_ == depth_) return false;
      if (used_ == bits_.size()) bits_.push_back(0);
      number = number * 2 + bits_[used_++];
    }
    *bits = number;
    return true;
  }

  // Goes back to the start with the next bits in their order; false after the last ones.
  bool Rewind() {
    bits_.resize(used_);
    while (!bits_.empty() && bits_.back() == 1) bits_.pop_back();
    used_ = 0;
    begun_ = began_anew_ = false;
    if (bits_.empty()) return false;
    bits_.back() = 1;
    return true;
  }

  bool began_anew() const { return began_anew_; }
  double Probability() const { return std::ldexp(1.0, -static_cast<int>(used_)); }

 private:
  const size_t depth_;
  const Stop stop_;
  std::vector<uint8_t> bits_;
  size_t used_ = 0;
  bool begun_ = false;
  bool began_anew_ = false;
};

// What became of all runs. The probabilities are sums of powers of two, which doubles hold exactly.
struct Enumeration {
  std::map<int64_t, double> ended;  // by sample
  double began_anew = 0;
  double unknown = 0;  // the bits were used up
  int64_t runs = 0;
};

inline Enumeration Enumerate(const nodestats::NoiseScale& scale, size_t depth, BitTape::Stop stop) {
  Enumeration all;
  BitTape tape(depth, stop);
  do {
    ++all.runs;
    int64_t sample = 0;
    if (DrawDiscreteLaplace(scale, &tape, &sample)) {
      all.ended[sample] += tape.Probability();
    } else {
      (tape.began_anew() ? all.began_anew : all.unknown) += tape.Probability();
    }
  } while (tape.Rewind());
  return all;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_SAMPLER_BIT_TAPE_H_
