// The noise of releases, drawn ahead of their windows' ends.
#ifndef NODESTATS_PRIVACY_NOISE_H_
#define NODESTATS_PRIVACY_NOISE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "domain/vectors.h"
#include "domain/windows.h"
#include "privacy/budget.h"

namespace nodestats {

// Where noise comes from. Not thread-safe.
class NoiseSource {
 public:
  virtual ~NoiseSource() = default;

  // Draws a sample of discrete Laplace noise. False where there is no randomness; `*sample` is then not to be used.
  virtual bool Draw(const NoiseScale& scale, int64_t* sample) = 0;
};

// The library's own: exact samples from getrandom(2). The privacy audit links a source of its own in its place.
std::unique_ptr<NoiseSource> MakeNoiseSource();

// The noise for one release: a sample for each value of each vector.
class Noise {
 public:
  Noise(Mode mode, Window window);  // throws std::bad_alloc

  // Draws what is missing. False where the source refuses; what was drawn stays.
  bool Draw(NoiseSource* source);

  // The samples of a vector, none where it has no noise. To be used once.
  absl::Span<const int64_t> Of(VectorId vector) const;

 private:
  const Mode mode_;
  const Window window_;
  std::vector<int64_t> samples_;  // row by row of the budget's
  size_t drawn_ = 0;
};

// Holds the noise of each window's next release. Not thread-safe.
class NoiseBank {
 public:
  NoiseBank(Mode mode, std::unique_ptr<NoiseSource> source) : mode_(mode), source_(std::move(source)) {}

  // Draws what is missing for the next releases: some tenths of a millisecond, once an hour. It does not matter where
  // that fails, since it is tried again.
  void DrawAhead();

  // Hands out the noise of the window's next release, once. Null where there is no randomness: that release cannot be
  // published.
  std::unique_ptr<Noise> Take(Window window);

 private:
  const Mode mode_;
  const std::unique_ptr<NoiseSource> source_;
  std::unique_ptr<Noise> next_[kWindowCount];
};

}  // namespace nodestats

#endif  // NODESTATS_PRIVACY_NOISE_H_
