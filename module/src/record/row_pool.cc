#include "record/row_pool.h"

namespace nodestats {

uint32_t RowPool::Admit(uint32_t parity) {
  MutexLock lock(&mutex_);
  if (admitted_[parity] == max_rows_) return kNone;
  ++admitted_[parity];
  if (returned_ == kNone) return untouched_++;
  const uint32_t row = returned_;
  returned_ = rows_[row].returned_before;
  return row;
}

void RowPool::Return(absl::Span<const uint32_t> rows) {
  MutexLock lock(&mutex_);
  for (const uint32_t row : rows) {
    rows_[row].returned_before = returned_;
    returned_ = row;
  }
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
