#include "record/stream_table.h"

#include <algorithm>

namespace nodestats {

struct alignas(64) StreamTable::Shard {
  Mutex mutex;
  bool open = false;
  uint32_t parity = 0;
  uint32_t now_ms = 0;
  uint32_t count = 0;
  uint32_t* index = nullptr;
  Totals totals;
};

namespace {

constexpr uint32_t kAhead = 8;  // rows that are on their way from memory while one is settled

// Twice as many slots as streams, so that a shard with far more than its share still finds a free one soon. With 64
// slots, some shard would be full before the table once in some thousand hours at 8,000 streams; with 128, never: nor
// with the few streams more whose segments all failed.
uint32_t IndexSize(uint32_t max_streams, uint32_t shards) {
  uint32_t size = 128;
  while (size < 2 * (max_streams / shards)) size *= 2;
  return size;
}

}  // namespace

StreamTable::StreamTable(uint32_t max_streams, bool bounded)
    : index_size_(IndexSize(max_streams, kShards)),
      rows_(max_streams, bounded),
      bounded_(bounded),
      index_(new uint32_t[size_t{kShards} * index_size_]()),
      shards_(new Shard[kShards]),
      closing_(index_size_) {
  for (uint32_t i = 0; i < kShards; ++i) shards_[i].index = index_.get() + size_t{i} * index_size_;
}

StreamTable::~StreamTable() = default;

absl::Span<uint32_t> StreamTable::IndexOf(const Shard& shard) { return {shard.index, index_size_}; }

// The slot that holds `stream`, or the free one that it would take. There is always a free one.
uint32_t* StreamTable::SlotOf(Shard* shard, uint64_t stream) {
  const uint32_t mask = index_size_ - 1;
  uint32_t at = static_cast<uint32_t>(stream >> 8) & mask;
  while (shard->index[at] != 0 && rows_[shard->index[at] - 1].stream != stream) at = (at + 1) & mask;
  return &shard->index[at];
}

// Counts a segment that finds no place, and returns null.
StreamHour* StreamTable::Refuse(bool failed, Admission admission) {
  std::atomic<int64_t>& of_table = admission == Admission::kBroadcasterFull ? refused_broadcaster_ : refused_table_;
  (failed ? refused_failed_ : of_table).fetch_add(1, std::memory_order_relaxed);
  return nullptr;
}

StreamHour* StreamTable::NewRow(Shard* shard, uint32_t* slot, uint64_t stream, bool failed, const Origin& origin) {
  if (shard->count + 1 == index_size_) return Refuse(failed, Admission::kFull);
  const uint64_t broadcaster = origin.broadcaster();
  Admission admission = Admission::kAdmitted;
  const uint32_t at = failed ? rows_.AdmitFailed(shard->parity, broadcaster, &admission)
                             : rows_.Admit(shard->parity, broadcaster, &admission);
  if (at == RowPool::kNone) return Refuse(failed, admission);
  StreamHour* row = &rows_[at];
  row->Start(stream, broadcaster);
  if (bounded_) *rows_.BoundedOf(*row) = BoundedHour{};
  *slot = at + 1;
  ++shard->count;
  return row;
}

// The row in which a segment of `stream` is counted; null where there is no place for it.
StreamHour* StreamTable::RowFor(Shard* shard, uint64_t stream, bool failed, const Origin& origin) {
  uint32_t* slot = SlotOf(shard, stream);
  if (*slot == 0) return NewRow(shard, slot, stream, failed, origin);
  StreamHour* row = &rows_[*slot - 1];
  if (row->placed || failed) return row;
  const Admission admission = rows_.Promote(shard->parity, row->broadcaster);
  return admission == Admission::kAdmitted ? row : Refuse(failed, admission);
}

nodestats_status StreamTable::Record(uint64_t stream, const Measured& measured, const Origin& origin) {
  Shard& shard = shards_[stream % kShards];
  MutexLock lock(&shard.mutex);
  if (!shard.open) return NODESTATS_ECLOCK;
  if (!measured.failed || bounded_) {
    StreamHour* row = RowFor(&shard, stream, measured.failed, origin);
    if (row == nullptr) return NODESTATS_EFULL;
    if (!measured.failed) {
      if (!row->placed) row->PlaceAt(origin.place());
      row->Add(measured, shard.now_ms);
    }
    if (bounded_) rows_.BoundedOf(*row)->Add(measured);
  }
  shard.totals.Add(measured);
  return NODESTATS_OK;
}

Refused StreamTable::refused() const { return {refused_table_, refused_broadcaster_, refused_failed_}; }

void StreamTable::Tick(uint32_t now_ms, int64_t instant_ms, ActiveStreams* before, ActiveStreams* at_instant) {
  for (uint32_t i = 0; i < kShards; ++i) {
    Shard& shard = shards_[i];
    MutexLock lock(&shard.mutex);
    if (shard.count > 0) {
      for (const uint32_t slot : IndexOf(shard)) {
        if (slot == 0) continue;
        const StreamHour& row = rows_[slot - 1];
        before->by_country[row.country] += row.active_until_ms > shard.now_ms ? 1 : 0;
        at_instant->by_country[row.country] += instant_ms >= 0 && row.active_until_ms > instant_ms ? 1 : 0;
      }
    }
    shard.now_ms = now_ms;
  }
}

Totals StreamTable::CloseHour(int64_t next_now_ms,
                              absl::FunctionRef<void(const StreamHour&, uint32_t last_ms)> settle) {
  Totals totals;
  const uint32_t next_parity = parity_ ^ 1;
  std::vector<uint32_t>& rows = closing_;
  for (uint32_t i = 0; i < kShards; ++i) {
    Shard& shard = shards_[i];
    uint32_t count = 0;
    uint32_t last_ms = 0;
    {
      MutexLock lock(&shard.mutex);
      if (shard.count > 0) {
        std::copy_n(shard.index, index_size_, rows.begin());
        std::fill_n(shard.index, index_size_, 0);
      }
      count = shard.count;
      last_ms = shard.now_ms;
      totals.Add(shard.totals);
      shard.totals = Totals();
      shard.count = 0;
      shard.open = next_now_ms >= 0;
      shard.now_ms = static_cast<uint32_t>(std::max<int64_t>(next_now_ms, 0));
      shard.parity = next_parity;
    }
    if (count == 0) continue;
    const auto end = std::remove(rows.begin(), rows.end(), 0U);
    std::for_each(rows.begin(), end, [](uint32_t& row) { --row; });
    for (uint32_t at = 0; at < count; ++at) {
      if (at + kAhead < count) rows_.Prefetch(rows[at + kAhead]);
      settle(rows_[rows[at]], last_ms);
    }
    rows_.Return({rows.data(), count});
  }
  rows_.StartHour(parity_);
  parity_ = next_parity;
  return totals;
}

Totals StreamTable::Peek(absl::FunctionRef<void(const StreamHour&, uint32_t now_ms)> see) {
  Totals totals;
  for (uint32_t i = 0; i < kShards; ++i) {
    Shard& shard = shards_[i];
    MutexLock lock(&shard.mutex);
    totals.Add(shard.totals);
    if (shard.count == 0) continue;
    for (const uint32_t slot : IndexOf(shard)) {
      if (slot != 0) see(rows_[slot - 1], shard.now_ms);
    }
  }
  return totals;
}

}  // namespace nodestats
