// Makes sure that values of an MMDB file are safe to read.
#ifndef NODESTATS_GEO_VALUE_WALK_H_
#define NODESTATS_GEO_VALUE_WALK_H_

#include <maxminddb.h>

#include <cstdint>

namespace nodestats {

// Walks values and all that they hold and point to. libmaxminddb before 1.13 recurses without bound while it skips
// nested values, and every version goes around in pointers that lead back, or fan out, for as long as they allow. A
// value that this walk finds sound, it reads fully and fast.
class ValueWalk {
 public:
  // What one value may hold. A city's record has about 150 values, 4 deep.
  static constexpr uint32_t kMaxValues = 4096;
  static constexpr int kMaxDepth = 32;

  // Only the data section of `mmdb` is used; it is at least kMinSectionBytes long.
  static constexpr uint32_t kMinSectionBytes = 3;
  explicit ValueWalk(const MMDB_s* mmdb);

  // Tells whether the value at `offset` of the data section, and all in it, is whole, within the bounds above, and has
  // strings for its keys. All walks together end after a time in proportion to the section: then nothing is sound.
  bool IsSound(uint32_t offset);

 private:
  static constexpr int kUnsound = -1;

  int Walk(uint32_t* offset, int depth);
  bool WalkMembers(const MMDB_entry_data_s& container, uint32_t* offset, int depth);

  const MMDB_s* const mmdb_;
  uint64_t values_left_;         // in all walks
  uint32_t record_values_left_;  // in this one
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_VALUE_WALK_H_
