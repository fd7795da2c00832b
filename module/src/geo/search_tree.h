// The search tree of an MMDB file, through which every address finds its way to data.
#ifndef NODESTATS_GEO_SEARCH_TREE_H_
#define NODESTATS_GEO_SEARCH_TREE_H_

#include <maxminddb.h>

#include "geo/bitmap.h"

namespace nodestats {

// Walks all nodes of `mmdb` that addresses can reach, and adds the offsets of the data that they end at to `records`,
// which has room for the data section. Returns false where the tree is corrupt: an address would end outside of the
// data or, as in a circle, nowhere.
bool CollectRecords(const MMDB_s& mmdb, Bitmap* records);

// Tells of which IP versions' addresses a sound tree holds data: NODESTATS_GEO_*. Addresses of IPv6 that lead to the
// tree of IPv4 do not count as such.
uint32_t VersionsOf(const MMDB_s& mmdb);

}  // namespace nodestats

#endif  // NODESTATS_GEO_SEARCH_TREE_H_
