// The noise of releases. It is drawn while a release is made, and nothing of it is kept before or after: what lies
// ready in memory is the same in two continuations of one process image (a fork, a snapshot of the machine), whose
// releases would then differ by what was counted alone.
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

  // Fills `samples` with discrete Laplace noise of one scale. False where there is no randomness; they are then not to
  // be used.
  virtual bool Draw(const NoiseScale& scale, absl::Span<int64_t> samples) = 0;
};

// Exact samples from getrandom(2). Without state: bits that a call does not use are wiped before it returns.
class SystemNoise : public NoiseSource {
 public:
  bool Draw(const NoiseScale& scale, absl::Span<int64_t> samples) override;
};

// The source of an engine: SystemNoise. The privacy audit links a source of its own in its place.
std::unique_ptr<NoiseSource> MakeNoiseSource();

// The noise for one release: a sample for each value of each vector. Wiped in the end.
class Noise {
 public:
  Noise(Mode mode, Window window);  // throws std::bad_alloc
  ~Noise();
  Noise(const Noise&) = delete;
  Noise& operator=(const Noise&) = delete;

  // Draws all samples. False where the source refuses: there is no noise then.
  bool Draw(NoiseSource* source);

  // The samples of a vector, none where it has no noise. To be used once.
  absl::Span<const int64_t> Of(VectorId vector) const;

 private:
  const Mode mode_;
  const Window window_;
  std::vector<int64_t> samples_;  // row by row of the budget's
};

}  // namespace nodestats

#endif  // NODESTATS_PRIVACY_NOISE_H_
