// What a node published of a day, as one row of whole numbers.
#ifndef NODESTATS_BENCH_UTILITY_FIGURES_H_
#define NODESTATS_BENCH_UTILITY_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "nodestats/nodestats.h"

namespace nodestats {

// The figures of the releases that ended after a time.
struct Figures {
  std::string layout;  // a line for each vector and each of the domains that they run over
  std::vector<int64_t> values;
};

// Reads them from the protobuf form, as a crawler does. Ends the program where the library refuses.
Figures PublishedSince(nodestats_engine* engine, int64_t since_unix_s);

// A line for each country: its code and its region's name.
std::string RegionLines();

}  // namespace nodestats

#endif  // NODESTATS_BENCH_UTILITY_FIGURES_H_
