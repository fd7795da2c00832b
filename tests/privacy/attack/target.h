// The node that is attacked: from outside, by the bytes that it releases.
#ifndef NODESTATS_TESTS_PRIVACY_ATTACK_TARGET_H_
#define NODESTATS_TESTS_PRIVACY_ATTACK_TARGET_H_

#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "nodestats_test/v1/summary.pb.h"

namespace nodestats_test {

// One engine for many days. It signs, and its releases are read from what is to be signed: the same bytes that every
// reader gets, without the time that rendering takes. Days are far enough apart that all before is forgotten.
class Target {
 public:
  explicit Target(uint32_t privacy) : privacy_(privacy) {}

  Node* node() { return &*node_; }

  // Runs through the last `hours` hours of a day, calls `serve` at the start of each minute (counted from the first),
  // and gives the releases, in their order.
  std::vector<v1::Release> Run(int hours, const std::function<void(int minute)>& serve) {
    std::vector<v1::Release> releases;
    if (midnight_ms_ > kMidnight + kMostYears * kYear) midnight_ms_ = kFirstMidnight;
    if (midnight_ms_ == kFirstMidnight) node_.emplace(ConfigOf(privacy_, geo_.path()));
    const int64_t start_ms = midnight_ms_ - hours * kHour;
    midnight_ms_ += kDaysApart * kDay;
    node_->Tell(start_ms);
    for (int minute = 0; minute < hours * 60; ++minute) {
      serve(minute);
      node_->Tell(start_ms + (minute + 1) * kMinute);
      if ((minute + 1) % 60 == 0) TakeReleases(&releases);
    }
    return releases;
  }

 private:
  static constexpr int64_t kFirstMidnight = kMidnight + kDay;
  static constexpr int64_t kDaysApart = 16;
  static constexpr int64_t kMostYears = 7000;            // then another engine begins again
  static constexpr size_t kBeforePayload = 21 + 8 + 16;  // the purpose, the chain id, the instance id

  static nodestats_config ConfigOf(uint32_t privacy, const char* geo_path) {
    nodestats_config config = SignedConfig();
    config.privacy = privacy;
    config.geo_path = geo_path;
    return config;
  }

  void TakeReleases(std::vector<v1::Release>* releases) {
    const uint8_t signature[NODESTATS_SIGNATURE_SIZE] = {};
    for (Answer waiting; nodestats_next_to_sign(node_->engine(), waiting.get()) == NODESTATS_OK; waiting = Answer()) {
      v1::Release& release = releases->emplace_back();
      const char* payload = reinterpret_cast<const char*>(waiting->data) + kBeforePayload;
      ASSERT_TRUE(release.ParseFromArray(payload, static_cast<int>(waiting->size - kBeforePayload)));
      ASSERT_EQ(nodestats_add_signature(node_->engine(), waiting->id, signature, sizeof signature), NODESTATS_OK);
    }
  }

  const uint32_t privacy_;
  const GeoFile geo_;
  std::optional<Node> node_;
  int64_t midnight_ms_ = kFirstMidnight;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_ATTACK_TARGET_H_
