#include "geo/search_tree.h"

#include <cstdint>

#include "nodestats/nodestats.h"

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

constexpr int kIpv4Depth = 96;  // of the node of ::/96 in a tree of IPv6
constexpr int kIpv4Bits = 32;

// Where the addresses of IPv4 begin in a tree of IPv6: a node, or what ends the way to it.
struct Ipv4Root {
  uint64_t number = 0;
  uint8_t type = MMDB_RECORD_TYPE_SEARCH_NODE;
};

Ipv4Root FindIpv4Root(const MMDB_s& mmdb) {
  Ipv4Root root;
  for (int depth = 0; depth < kIpv4Depth && root.type == MMDB_RECORD_TYPE_SEARCH_NODE; ++depth) {
    MMDB_search_node_s node;
    if (MMDB_read_node(&mmdb, static_cast<uint32_t>(root.number), &node) != MMDB_SUCCESS) return {0, 0};
    root = {node.left_record, node.left_record_type};
  }
  return root;
}

// Tells whether any address of `bits` from node `start` on leads to data without passing the node `around`.
bool LeadsToData(const MMDB_s& mmdb, uint64_t start, int bits, uint64_t around) {
  Bitmap level(mmdb.metadata.node_count);
  Bitmap next(mmdb.metadata.node_count);
  level.Add(start);
  for (int depth = 0; depth < bits && !level.empty(); ++depth) {
    bool found = false;
    const auto see = [&](uint8_t type, uint64_t record) {
      if (type == MMDB_RECORD_TYPE_DATA) found = true;
      if (type == MMDB_RECORD_TYPE_SEARCH_NODE && record != around) next.Add(record);
    };
    level.ForEach([&](uint64_t number) {
      MMDB_search_node_s node;
      if (MMDB_read_node(&mmdb, static_cast<uint32_t>(number), &node) != MMDB_SUCCESS) return true;
      see(node.left_record_type, node.left_record);
      see(node.right_record_type, node.right_record);
      return !found;
    });
    if (found) return true;
    level.Swap(&next);
    next.Clear();
  }
  return false;
}

uint32_t FlagIf(bool holds, uint32_t flag) { return holds ? flag : 0; }

}  // namespace

uint32_t VersionsOf(const MMDB_s& mmdb) {
  constexpr uint64_t kNothing = UINT64_MAX;  // to go around
  if (mmdb.metadata.ip_version == 4) return FlagIf(LeadsToData(mmdb, 0, kIpv4Bits, kNothing), NODESTATS_GEO_IPV4);
  const Ipv4Root root = FindIpv4Root(mmdb);
  const bool is_node = root.type == MMDB_RECORD_TYPE_SEARCH_NODE;
  const bool ipv4 = is_node ? LeadsToData(mmdb, root.number, kIpv4Bits, kNothing) : root.type == MMDB_RECORD_TYPE_DATA;
  const bool ipv6 = LeadsToData(mmdb, 0, mmdb.depth, is_node ? root.number : kNothing);
  return FlagIf(ipv4, NODESTATS_GEO_IPV4) | FlagIf(ipv6, NODESTATS_GEO_IPV6);
}

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
