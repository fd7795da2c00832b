// In a file of its own, so that the linker takes another source in its place: see MakeNoiseSource().
#include "privacy/noise.h"

namespace nodestats {

std::unique_ptr<NoiseSource> MakeNoiseSource() { return std::make_unique<SystemNoise>(); }

}  // namespace nodestats
