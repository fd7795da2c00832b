// An engine as its host sees it, with a clock that the test turns.
#ifndef NODESTATS_TESTS_ABI_NODE_H_
#define NODESTATS_TESTS_ABI_NODE_H_

#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <algorithm>
#include <string>

#include "abi/answer.h"
#include "abi/clock.h"

namespace nodestats_test {

// Mode binned, with a table that is small and so fast to walk.
inline nodestats_config Config() {
  nodestats_config config;
  EXPECT_EQ(nodestats_config_init(&config), NODESTATS_OK);
  config.privacy = NODESTATS_PRIVACY_BINNED;
  config.max_streams = 1024;
  return config;
}

// The same, whose releases wait for a signature.
inline nodestats_config SignedConfig() {
  nodestats_config config = Config();
  config.signer[0] = 0x51;
  return config;
}

class Node {
 public:
  explicit Node(const nodestats_config& config = Config()) {
    EXPECT_EQ(nodestats_open(&config, &engine_), NODESTATS_OK);
  }
  ~Node() { Close(); }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  void Close() {
    EXPECT_EQ(nodestats_close(engine_), NODESTATS_OK);
    engine_ = nullptr;
  }

  nodestats_engine* engine() const { return engine_; }
  int64_t now_ms() const { return now_ms_; }

  // Tells the time once, whatever it was before.
  void Tell(int64_t now_ms) {
    now_ms_ = now_ms;
    EXPECT_EQ(nodestats_advance(engine_, now_ms), NODESTATS_OK);
  }

  // Goes on to a time in steps that are no gaps.
  void RunTo(int64_t to_ms) {
    while (now_ms_ < to_ms) Tell(std::min(now_ms_ + kMinute, to_ms));
  }

  nodestats_status Record(const nodestats_segment& segment, const std::string& manifest = "manifest") {
    return nodestats_record_segment(engine_, &segment, manifest.data(), manifest.size());
  }

  Answer Summary(uint32_t format, int64_t since_s = NODESTATS_SINCE_ALL, bool gzip = false) const {
    Answer answer;
    EXPECT_EQ(nodestats_summary(engine_, format, since_s, gzip ? 1 : 0, answer.get()), NODESTATS_OK);
    return answer;
  }
  std::string Text() const { return Summary(NODESTATS_FORMAT_TEXT).bytes(); }

  std::string Exact(uint32_t format = NODESTATS_FORMAT_TEXT) const {
    Answer answer;
    EXPECT_EQ(nodestats_exact(engine_, format, answer.get()), NODESTATS_OK);
    return answer.bytes();
  }

  nodestats_info Info() const {
    nodestats_info info = {};
    info.struct_size = sizeof info;
    EXPECT_EQ(nodestats_get_info(engine_, &info), NODESTATS_OK);
    return info;
  }

 private:
  nodestats_engine* engine_ = nullptr;
  int64_t now_ms_ = 0;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_NODE_H_
