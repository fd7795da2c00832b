#include "privacy/discrete_laplace.h"
#include "privacy/noise.h"
#include "privacy/random_bits.h"

namespace nodestats {
namespace {

class SystemNoise : public NoiseSource {
 public:
  bool Draw(const NoiseScale& scale, int64_t* sample) override { return DrawDiscreteLaplace(scale, &bits_, sample); }

 private:
  SystemBits bits_;
};

}  // namespace

std::unique_ptr<NoiseSource> MakeNoiseSource() { return std::make_unique<SystemNoise>(); }

}  // namespace nodestats
