// Where exceptions end.
#ifndef NODESTATS_GUARD_H_
#define NODESTATS_GUARD_H_

#include <new>

#include "nodestats/nodestats.h"

namespace nodestats {

// Runs `fn`, which returns a status; the one place that catches.
template <typename Fn>
nodestats_status Guard(Fn&& fn) noexcept {
  try {
    return fn();
  } catch (const std::bad_alloc&) {
    return NODESTATS_ENOMEM;
  } catch (...) {
    return NODESTATS_EINTERNAL;
  }
}

}  // namespace nodestats

#endif  // NODESTATS_GUARD_H_
