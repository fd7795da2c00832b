#include "geo/search_tree.h"

#include <cstdint>

namespace nodestats {
namespace {

struct Found {
  Bitmap* nodes;
  Bitmap* records;
  uint32_t data_bytes;

  // libmaxminddb up to 1.13 calls it data, of an offset below zero, where a record leads between tree and data.
  bool Add(uint8_t type, uint64_t record, const MMDB_entry_s& entry) {
    if (type == MMDB_RECORD_TYPE_INVALID || (type == MMDB_RECORD_TYPE_DATA && entry.offset >= data_bytes)) return false;
    if (type == MMDB_RECORD_TYPE_SEARCH_NODE) nodes->Add(record);
    if (type == MMDB_RECORD_TYPE_DATA) records->Add(entry.offset);
    return true;
  }
};

}  // namespace

// Level by level, each holding the nodes that are reached after so many bits, once each: files lead several prefixes
// (such as 2002::/16) to the tree of IPv4. Needs no recursion, two bits a node, and notices circles: they outlast the
// bits of an address.
bool CollectRecords(const MMDB_s& mmdb, Bitmap* records) {
  Bitmap level(mmdb.metadata.node_count);
  Bitmap next(mmdb.metadata.node_count);
  level.Add(0);
  for (int depth = 0; depth < mmdb.depth && !level.empty(); ++depth) {
    Found found{&next, records, mmdb.data_section_size};
    const bool sound = level.ForEach([&](uint64_t number) {
      MMDB_search_node_s node;
      return MMDB_read_node(&mmdb, static_cast<uint32_t>(number), &node) == MMDB_SUCCESS &&
             found.Add(node.left_record_type, node.left_record, node.left_record_entry) &&
             found.Add(node.right_record_type, node.right_record, node.right_record_entry);
    });
    if (!sound) return false;
    level.Swap(&next);
    next.Clear();
  }
  return level.empty();
}

}  // namespace nodestats
