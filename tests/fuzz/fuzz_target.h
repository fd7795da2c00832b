// What each fuzz target gives: the function that libFuzzer calls, and inputs to begin with.
#ifndef NODESTATS_TESTS_FUZZ_FUZZ_TARGET_H_
#define NODESTATS_TESTS_FUZZ_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// Ends the process, which is how a fuzz target tells that something is wrong.
#define FUZZ_CHECK(condition)                                              \
  do {                                                                     \
    if (!(condition)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                        \
    }                                                                      \
  } while (false)

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace nodestats_fuzz {

std::vector<std::string> Seeds();

}  // namespace nodestats_fuzz

#endif  // NODESTATS_TESTS_FUZZ_FUZZ_TARGET_H_
