// Whether a release's vectors are those of the table of what is published.
#ifndef NODESTATS_CRAWLER_VERIFY_SHAPE_H_
#define NODESTATS_CRAWLER_VERIFY_SHAPE_H_

#include <string>
#include <string_view>

#include "domain/vectors.h"
#include "nodestats/v1/summary.pb.h"
#include "verify/finding.h"

namespace nodestats::crawler {

// The row of a vector's name; null where the table has none: a newer node's.
const VectorSpec* FindVector(std::string_view name);

// Leaves out what a newer node publishes and the table does not have: vectors and domains of other names, domains with
// other keys, and vectors that run over one of these. It is in the payload, for those who know it.
void LeaveOutUnknown(v1::Release& release);

// Reads what was signed, as far as it is known: the rest is not checked, and would fill the memory. False where it is
// no release.
bool ParseKnown(const std::string& payload, v1::Release& release);

// kMalformed: a vector over other domains than the table's, in another unit, or with another number of values; a name
// that stands twice. `release` has nothing that LeaveOutUnknown would leave out.
Findings CheckShape(const v1::Release& release);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_SHAPE_H_
