// Randomness from the operating system.
#ifndef NODESTATS_IDENTITY_RANDOM_H_
#define NODESTATS_IDENTITY_RANDOM_H_

#include <cstddef>

namespace nodestats {

// Fills `data` from getrandom(2). False where the system refuses; `data` is then not to be used.
bool FillRandom(void* data, size_t size);

}  // namespace nodestats

#endif  // NODESTATS_IDENTITY_RANDOM_H_
