// What a node can possibly have done.
#ifndef NODESTATS_CRAWLER_VERIFY_PLAUSIBLE_H_
#define NODESTATS_CRAWLER_VERIFY_PLAUSIBLE_H_

#include "domain/vectors.h"
#include "nodestats/v1/summary.pb.h"
#include "verify/finding.h"

namespace nodestats::crawler {

// No bound keeps a liar from lying within it: these keep mistakes, overflows and absurdities out of the network's sums.
// A node of the largest operators serves some thousands of streams and the library admits 65,536 an hour unless told
// otherwise. A million is beyond anybody's machine, and still far from where sums over nodes lose precision.
inline constexpr double kMostStreams = 1e6;
inline constexpr double kMostBroadcasters = 1e6;
// Of one stream in one hour, all renditions and everything sent twice or faster than real time included.
inline constexpr double kMostPixels = 1e12;    // an hour of 3840x2160 at 30 frames/s has 0.9e12
inline constexpr double kMostBytes = 1e11;     // 220 Mbit/s
inline constexpr double kMostSeconds = 36e3;   // ten times real time
inline constexpr double kMostSegments = 36e3;  // ten a second

// How many times larger or smaller than the budget of its mode says a figure's noise may be: another version of the
// library may spend the same epsilon in another way.
inline constexpr double kNoiseTolerance = 4;

// How far below zero noise takes a figure at most, in its standard deviations: beyond e^-70 likely for Laplace noise.
inline constexpr double kMostStddevs = 50;

// The largest figure, and the largest noise, that a vector in this unit can have over so many covered hours.
double MostOf(std::string_view unit, int covered_hours);

// Whether the vector's figures and noise are within that, not below zero unless noise made them so, and whether the
// noise is about that of the mode's budget. `vector` has the shape of `spec`, and the release a window and a mode.
Findings CheckPlausible(const v1::Release& release, const VectorSpec& spec, const v1::Vector& vector);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_PLAUSIBLE_H_
