// Counts allocations. Needs the linker's --wrap for the functions in allocations.cc.
#ifndef NODESTATS_BENCH_ALLOCATIONS_H_
#define NODESTATS_BENCH_ALLOCATIONS_H_

#include <cstdint>

namespace nodestats {

// Allocations of the calling thread so far, by code that is linked into the program: the library's among them.
int64_t Allocations();

}  // namespace nodestats

#endif  // NODESTATS_BENCH_ALLOCATIONS_H_
