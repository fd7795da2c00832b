/* Somebody else's C++ in the same process: it has a libstdc++ and a full protobuf of its own. */
#ifndef NODESTATS_TESTS_PACKAGING_NEIGHBOUR_H_
#define NODESTATS_TESTS_PACKAGING_NEIGHBOUR_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Throws from its own code, from inside libstdc++ and from inside operator new; returns how many of the 3 it caught. */
int NeighbourThrowsAndCatches(void);

/* Parses a nodestats.v1.Summary with reflection and prints it as JSON; returns its releases, or -1. */
int NeighbourReadsSummary(const void* data, size_t size);

#ifdef __cplusplus
}
#endif

#endif /* NODESTATS_TESTS_PACKAGING_NEIGHBOUR_H_ */
