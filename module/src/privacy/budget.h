// The budget table of the private modes: what each published vector costs, and the noise that this pays for.
//
// The claim of `stream-hour`: epsilon 1 under adding or removing one stream-hour at one node (so 2 for "this or that
// instead"); T hours cost T x, k nodes cost k x; other streams' records taken as given; once a bounded table has
// filled, twice the claim; a window that is closed twice, from two copies of one process, costs twice. `stream-day`
// claims the same of a stream's whole day with epsilon 2.
#ifndef NODESTATS_PRIVACY_BUDGET_H_
#define NODESTATS_PRIVACY_BUDGET_H_

#include <cstdint>

#include "absl/types/span.h"
#include "domain/vectors.h"
#include "domain/windows.h"

namespace nodestats {

// Of discrete Laplace noise: P(z) is proportional to exp(-|z| * denominator / numerator). In lowest terms.
struct NoiseScale {
  int64_t numerator;
  int64_t denominator;

  double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
  double Stddev() const;
};

// A row of the table.
struct Share {
  VectorId vector;
  Window window;
  int64_t clamp;        // the most that one stream adds to the vector's values in one hour, all classes together
  int64_t sensitivity;  // the most by which one unit (a stream's hour or day) changes the release's values in all
  int milli_epsilon;    // thousandths of epsilon

  // Sensitivity over epsilon share.
  constexpr NoiseScale Scale() const;
};

// The rows of `mode`, by window, then by vector; none for `binned`.
absl::Span<const Share> BudgetOf(Mode mode);

// Thousandths of the mode's epsilon, which its rows add up to.
int MilliEpsilonOf(Mode mode);

// The row of a vector in a window, or null where the mode does not publish it or adds no noise.
const Share* FindShare(Mode mode, Window window, VectorId vector);

// What `key` of a vector's values has to be multiplied by to come in its unit; all but noised pixels by 1.
int64_t MultiplierOf(Mode mode, VectorId vector, int key);

constexpr NoiseScale Share::Scale() const {
  int64_t a = sensitivity * 1000;
  int64_t b = milli_epsilon;
  while (b != 0) {
    const int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return {sensitivity * 1000 / a, milli_epsilon / a};
}

}  // namespace nodestats

#endif  // NODESTATS_PRIVACY_BUDGET_H_
