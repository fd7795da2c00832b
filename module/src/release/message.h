// Protobuf messages that survive a shortage of memory.
#ifndef NODESTATS_RELEASE_MESSAGE_H_
#define NODESTATS_RELEASE_MESSAGE_H_

#include <google/protobuf/arena.h>

#include <memory>

namespace nodestats {

// A message in an arena of its own. Outside one, protobuf (3.12 to 3.21) counts an element of a repeated field before
// it makes it, and so destroys one that was never made where an allocation throws; in an arena nothing is destroyed
// singly. Strings are set from std::string&& or by mutable_...(): a set_...() that copies would register the string
// first.
template <typename T>
class Message {
 public:
  // Throws std::bad_alloc.
  Message()
      : arena_(std::make_unique<google::protobuf::Arena>()),
        message_(google::protobuf::Arena::CreateMessage<T>(arena_.get())) {}

  T& operator*() { return *message_; }
  const T& operator*() const { return *message_; }
  T* operator->() { return message_; }
  const T* operator->() const { return message_; }

 private:
  std::unique_ptr<google::protobuf::Arena> arena_;
  T* message_;
};

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_MESSAGE_H_
