// Engines in the private modes.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_PRIVATE_NODE_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_PRIVATE_NODE_H_

#include <nodestats/nodestats.h>

#include "abi/geo_file.h"
#include "abi/node.h"

namespace nodestats_test {

inline constexpr uint32_t kStreamHourMode = NODESTATS_PRIVACY_STREAM_HOUR;
inline constexpr uint32_t kStreamDayMode = NODESTATS_PRIVACY_STREAM_DAY;

// With the smallest table and a database that tells countries.
inline nodestats_config PrivateConfig(uint32_t privacy = kStreamHourMode) {
  static const GeoFile geo;
  nodestats_config config = Config();
  config.privacy = privacy;
  config.geo_path = geo.path();
  return config;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_PRIVATE_NODE_H_
