// getrandom(2) as the tests want it: it takes the place of the C library's in the program that this is linked into.
#ifndef NODESTATS_TESTS_UNIT_PRIVACY_SYSTEM_RANDOM_H_
#define NODESTATS_TESTS_UNIT_PRIVACY_SYSTEM_RANDOM_H_

#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <utility>

namespace nodestats_test {

// While one lives, getrandom() is `give`, which says whether it filled the buffer; then it is the kernel's again. For
// one thread.
class SystemRandom {
 public:
  using Give = std::function<bool(void*, size_t)>;

  explicit SystemRandom(Give give) { give_ = std::move(give); }
  ~SystemRandom() { give_ = nullptr; }
  SystemRandom(const SystemRandom&) = delete;
  SystemRandom& operator=(const SystemRandom&) = delete;

  static ssize_t Get(void* data, size_t size, unsigned flags) {
    if (!give_) return syscall(SYS_getrandom, data, size, flags);
    if (give_(data, size)) return static_cast<ssize_t>(size);
    errno = ENOSYS;
    return -1;
  }

 private:
  static inline Give give_;
};

// Refuses randomness, as a kernel or a sandbox without getrandom(2) does.
inline bool Refuse(void*, size_t) { return false; }

}  // namespace nodestats_test

extern "C" __attribute__((used)) inline ssize_t getrandom(void* data, size_t size, unsigned flags) {
  return nodestats_test::SystemRandom::Get(data, size, flags);
}

#endif  // NODESTATS_TESTS_UNIT_PRIVACY_SYSTEM_RANDOM_H_
