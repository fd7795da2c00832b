// An engine under fuzz, and what has to hold of its answers whatever it was given.
#ifndef NODESTATS_TESTS_FUZZ_FUZZ_ENGINE_H_
#define NODESTATS_TESTS_FUZZ_FUZZ_ENGINE_H_

#include <nodestats/nodestats.h>

#include <cstdint>
#include <string>

#include "fuzz/fuzz_target.h"

namespace nodestats_fuzz {

inline constexpr int64_t kMidnightMs = 1767225600000;  // 2026-01-01 00:00 UTC
inline constexpr int64_t kMinuteMs = 60 * 1000;
inline constexpr int64_t kHourMs = 60 * kMinuteMs;

class Engine {
 public:
  Engine() {
    nodestats_config config;
    nodestats_config_init(&config);
    config.privacy = NODESTATS_PRIVACY_BINNED;
    config.max_streams = 1024;
    FUZZ_CHECK(nodestats_open(&config, &engine_) == NODESTATS_OK);
  }
  ~Engine() { nodestats_close(engine_); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  nodestats_engine* get() const { return engine_; }

  void Advance(int64_t now_ms) { FUZZ_CHECK(nodestats_advance(engine_, now_ms) == NODESTATS_OK); }

  // Takes an answer from `call`, which has to give one.
  template <typename Call>
  static std::string Bytes(Call call) {
    nodestats_answer answer = {};
    answer.struct_size = sizeof answer;
    FUZZ_CHECK(call(&answer) == NODESTATS_OK);
    std::string bytes(reinterpret_cast<const char*>(answer.data), answer.size);
    nodestats_answer_release(&answer);
    return bytes;
  }

  std::string Summary(uint32_t format) const {
    return Bytes([&](nodestats_answer* answer) { return nodestats_summary(engine_, format, 0, 0, answer); });
  }
  std::string Exact(uint32_t format) const {
    return Bytes([&](nodestats_answer* answer) { return nodestats_exact(engine_, format, answer); });
  }
  uint64_t segments() const {
    nodestats_info info = {};
    info.struct_size = sizeof info;
    FUZZ_CHECK(nodestats_get_info(engine_, &info) == NODESTATS_OK);
    return info.segments;
  }

  // All forms can be given, and those of text are plain text with every quote closed on its line.
  void CheckAnswers() const {
    for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
      FUZZ_CHECK(!Summary(format).empty());
    }
    CheckText(Summary(NODESTATS_FORMAT_TEXT));
    CheckText(Summary(NODESTATS_FORMAT_JSON));
    CheckText(Exact(NODESTATS_FORMAT_TEXT));
    CheckText(Exact(NODESTATS_FORMAT_JSON));
  }

 private:
  static void CheckText(const std::string& text) {
    FUZZ_CHECK(text.back() == '\n');
    int quotes = 0;
    int open_braces = 0;
    for (const char c : text) {
      FUZZ_CHECK(c == '\n' || (c >= ' ' && c <= '~'));
      quotes += c == '"' ? 1 : 0;
      FUZZ_CHECK(c != '\n' || quotes % 2 == 0);
      FUZZ_CHECK(c != '\\');
      if (quotes % 2 == 0) open_braces += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    FUZZ_CHECK(open_braces == 0);
  }

  nodestats_engine* engine_ = nullptr;
};

}  // namespace nodestats_fuzz

#endif  // NODESTATS_TESTS_FUZZ_FUZZ_ENGINE_H_
