// JSON text, written from left to right.
#ifndef NODESTATS_RENDER_JSON_WRITER_H_
#define NODESTATS_RENDER_JSON_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace nodestats {

// Strings given have no character that JSON has to escape.
class JsonWriter {
 public:
  void Begin(char bracket) {
    Separate();
    out_.push_back(bracket);
    first_ = true;
  }
  void End(char bracket) {
    out_.push_back(bracket);
    first_ = false;
  }
  void Key(absl::string_view key) {
    Separate();
    absl::StrAppend(&out_, "\"", key, "\":");
    first_ = true;
  }
  void String(absl::string_view text) {
    Separate();
    absl::StrAppend(&out_, "\"", text, "\"");
  }
  void Raw(absl::string_view text) {
    Separate();
    absl::StrAppend(&out_, text);
  }
  void Number(int64_t value) {
    Separate();
    absl::StrAppend(&out_, value);
  }
  void Int64(int64_t value) {  // proto3's JSON has 64 bits as text
    Separate();
    absl::StrAppend(&out_, "\"", value, "\"");
  }

  std::string Take() { return std::move(out_); }

 private:
  void Separate() {
    if (!first_) out_.push_back(',');
    first_ = false;
  }

  std::string out_;
  bool first_ = true;
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_JSON_WRITER_H_
