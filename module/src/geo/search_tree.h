// Makes sure that every address finds its way through the search tree of an MMDB file.
#ifndef NODESTATS_GEO_SEARCH_TREE_H_
#define NODESTATS_GEO_SEARCH_TREE_H_

#include <maxminddb.h>

#include "geo/bitmap.h"

namespace nodestats {

// Walks all nodes of `mmdb` that addresses can reach, and adds the offsets of the data that they end at to `records`,
// which has room for the data section. Returns false where the tree is corrupt: an address would end outside of the
// data or, as in a circle, nowhere.
bool CollectRecords(const MMDB_s& mmdb, Bitmap* records);

}  // namespace nodestats

#endif  // NODESTATS_GEO_SEARCH_TREE_H_
