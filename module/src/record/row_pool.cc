#include "record/row_pool.h"

namespace nodestats {

uint32_t RowPool::Admit(uint32_t parity) {
  MutexLock lock(&mutex_);
  if (admitted_[parity] == max_rows_) return kNone;
  ++admitted_[parity];
  if (returned_.empty()) return untouched_++;
  const uint32_t row = returned_.back();
  returned_.pop_back();
  return row;
}

void RowPool::Return(absl::Span<const uint32_t> rows) {
  MutexLock lock(&mutex_);
  returned_.insert(returned_.end(), rows.begin(), rows.end());
}

void RowPool::StartHour(uint32_t parity) {
  MutexLock lock(&mutex_);
  admitted_[parity] = 0;
}

uint32_t RowPool::admitted(uint32_t parity) {
  MutexLock lock(&mutex_);
  return admitted_[parity];
}

}  // namespace nodestats
