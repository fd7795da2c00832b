#include "identity/random.h"

#include <sys/random.h>

#include <cerrno>

namespace nodestats {

bool FillRandom(void* data, size_t size) {
  auto* at = static_cast<unsigned char*>(data);
  while (size > 0) {
    const ssize_t got = getrandom(at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

}  // namespace nodestats
