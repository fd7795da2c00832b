#include "record/row_pool.h"

namespace nodestats {

uint32_t RowPool::Admit(uint32_t parity, uint64_t broadcaster, Admission* admission) {
  MutexLock lock(&mutex_);
  *admission = hours_[parity].streams.Admit(broadcaster);
  return *admission == Admission::kAdmitted ? TakeRow() : kNone;
}

uint32_t RowPool::AdmitFailed(uint32_t parity, uint64_t broadcaster, Admission* admission) {
  MutexLock lock(&mutex_);
  *admission = hours_[parity].failed.Admit(broadcaster);
  return *admission == Admission::kAdmitted ? TakeRow() : kNone;
}

Admission RowPool::Promote(uint32_t parity, uint64_t broadcaster) {
  MutexLock lock(&mutex_);
  return hours_[parity].streams.Admit(broadcaster);
}

// There is one for each place.
uint32_t RowPool::TakeRow() {
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
  hours_[parity].streams.Clear();
  hours_[parity].failed.Clear();
}

uint32_t RowPool::admitted(uint32_t parity) {
  MutexLock lock(&mutex_);
  return hours_[parity].streams.admitted();
}

}  // namespace nodestats
