// What the Prometheus forms have to show of a release.
#ifndef NODESTATS_TESTS_ABI_EXPECTED_SAMPLES_H_
#define NODESTATS_TESTS_ABI_EXPECTED_SAMPLES_H_

#include <string>

#include "abi/figures.h"
#include "abi/prometheus_text.h"
#include "abi/summary.h"
#include "nodestats_test/v1/summary.pb.h"

namespace nodestats_test {

// The class of a domain as a label: cells are named by their south-west corners.
inline std::string LabelOf(const std::string& domain, const std::string& key) {
  if (domain != "cell") return key;
  const int cell = std::stoi(key);
  return std::to_string(5 * (cell / 72) - 90) + "," + std::to_string(5 * (cell % 72) - 180);
}

// Adds the samples of each vector of `release`.
inline void AddExpectedVectors(const v1::Release& release, Families* families) {
  for (const v1::Vector& vector : release.vectors()) {
    Family& family = (*families)["nodestats_" + vector.name()];
    ForEachValue(release, vector, [&](const Classes& classes, int64_t value) {
      Labels labels = {{"window", NameOf(release.window())}};
      for (size_t i = 0; i < classes.size(); ++i) {
        const std::string& domain = vector.domains(static_cast<int>(i));
        labels[domain == "source_rung" ? "rung" : domain] = LabelOf(domain, classes[i]);
      }
      family.samples[labels] = static_cast<double>(value) / static_cast<double>(vector.divisor());
    });
  }
}

// Adds what is said of `release` as a whole, as mode binned makes it.
inline void AddExpectedFrame(const v1::Release& release, Families* families) {
  const Labels window = {{"window", NameOf(release.window())}};
  Labels info = window;
  info.insert({{"privacy_mode", "binned"},
               {"epsilon", "0"},
               {"kinds", "transcode"},
               {"software_version", release.software_version()},
               {"geo_database", release.geo_database().type()},
               {"instance_id", release.instance_id()},
               {"chain_id", std::to_string(release.chain_id())},
               {"signer", release.signer()},
               {"recipient", release.recipient()}});
  const auto add = [&](const std::string& name, const Labels& labels, int64_t value) {
    (*families)["nodestats_" + name].samples[labels] = static_cast<double>(value);
  };
  add("release_info", info, 1);
  add("release_end_timestamp_seconds", window, release.end_unix_seconds());
  add("covered_seconds", window, 3600 * release.covered_hours_size());
  add("geo_database_build_timestamp_seconds", window, release.geo_database().build_unix_seconds());
  for (const v1::Vector& vector : release.vectors()) {
    Labels labels = window;
    labels["vector"] = vector.name();
    add("noise_stddev", labels, 0);
  }
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_EXPECTED_SAMPLES_H_
