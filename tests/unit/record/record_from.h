// Segments into a table, without an engine.
#ifndef NODESTATS_TESTS_UNIT_RECORD_RECORD_FROM_H_
#define NODESTATS_TESTS_UNIT_RECORD_RECORD_FROM_H_

#include <cstdint>

#include "record/stream_table.h"

namespace nodestats {

// Records a segment of a stream of that broadcaster, from that place.
inline nodestats_status RecordFrom(uint64_t broadcaster, const Place& place, StreamTable* table, uint64_t stream,
                                   const Measured& measured) {
  return table->Record(stream, measured, {[&] { return broadcaster; }, [&] { return place; }});
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_RECORD_RECORD_FROM_H_
