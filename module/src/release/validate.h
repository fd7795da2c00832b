// Checks releases that come from outside the process.
#ifndef NODESTATS_RELEASE_VALIDATE_H_
#define NODESTATS_RELEASE_VALIDATE_H_

#include "domain/windows.h"
#include "nodestats/v1/summary.pb.h"

namespace nodestats {

// Whether `release` is one that a node may have made: its window is aligned, its vectors have the size that their
// domains ask for, and its strings can stand in every format as they are.
bool ValidRelease(const v1::Release& release);

// The window of a valid release.
Window WindowOf(const v1::Release& release);

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_VALIDATE_H_
