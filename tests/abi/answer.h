// Bytes that the library gave out.
#ifndef NODESTATS_TESTS_ABI_ANSWER_H_
#define NODESTATS_TESTS_ABI_ANSWER_H_

#include <nodestats/nodestats.h>

#include <string>
#include <utility>

namespace nodestats_test {

// Released with its owner.
class Answer {
 public:
  Answer() { raw_.struct_size = sizeof raw_; }
  ~Answer() { nodestats_answer_release(&raw_); }
  Answer(Answer&& other) noexcept : Answer() { std::swap(raw_, other.raw_); }
  Answer& operator=(Answer&& other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }

  nodestats_answer* get() { return &raw_; }
  const nodestats_answer* operator->() const { return &raw_; }

  std::string bytes() const {
    if (raw_.size == 0) return {};
    return {reinterpret_cast<const char*>(raw_.data), raw_.size};
  }
  std::string etag() const { return raw_.etag; }

 private:
  nodestats_answer raw_ = {};
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_ANSWER_H_
