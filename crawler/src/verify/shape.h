// Whether a release's vectors are those of the table of what is published.
#ifndef NODESTATS_CRAWLER_VERIFY_SHAPE_H_
#define NODESTATS_CRAWLER_VERIFY_SHAPE_H_

#include "domain/vectors.h"
#include "nodestats/v1/summary.pb.h"
#include "verify/finding.h"

namespace nodestats::crawler {

// The row of a vector's name; null where the table has none: a newer node's.
const VectorSpec* FindVector(std::string_view name);

// Whether the table has a domain of that name.
bool IsDomain(std::string_view name);

// kMalformed: a domain, of those that the table knows, that has other keys than there; a vector, likewise, over other
// domains, in another unit, or with another number of values; a name that stands twice.
Findings CheckShape(const v1::Release& release);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_SHAPE_H_
