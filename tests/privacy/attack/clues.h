// What an attacker looks at: each figure that a stream of theirs is in, by what amount, and what that costs of epsilon.
#ifndef NODESTATS_TESTS_PRIVACY_ATTACK_CLUES_H_
#define NODESTATS_TESTS_PRIVACY_ATTACK_CLUES_H_

#include <string>
#include <vector>

#include "abi/figures.h"
#include "nodestats_test/v1/summary.pb.h"
#include "privacy/attack/streams.h"

namespace nodestats_test {

// One value of the releases of one window.
struct Clue {
  v1::Window window;
  std::string vector;
  Classes classes;
  int group;       // of whose streams the figure is; -1: of all
  int64_t amount;  // what a full stream-hour adds to the value
  double share;    // of epsilon
  bool adds_up;    // over hours; a peak does not
};

inline constexpr int64_t kHourOfMedia = 3600 * kSecondUs;

// The shares are written out here once more, since they are what the attack is to find.
inline std::vector<Clue> CluesOf(uint32_t privacy, int group) {
  const Group& of = kGroups[group];
  const bool hour = privacy == NODESTATS_PRIVACY_STREAM_HOUR;
  const v1::Window day = v1::WINDOW_24H;
  const v1::Window shortest = hour ? v1::WINDOW_1H : day;
  const int64_t pixels = kPixelsMost * NominalPixels(of, 3600);
  std::vector<Clue> clues = {
      {shortest, "streams_average", {}, -1, kHourOfMedia, hour ? 0.10 : 0.15, true},
      {shortest, "streams_peak", {}, -1, 1, 0.05, false},
      {day, "region_streams_average", {of.region}, group, kHourOfMedia, hour ? 0.12 : 0.55, true},
      {day, "country_streams_average", {of.country}, group, kHourOfMedia, hour ? 0.13 : 0.55, true},
      {day, "source_streams_average", {"720p"}, -1, kHourOfMedia, 0.05, true},
      {day, "pixel_rate_streams_average", {of.pixel_rate}, group, kHourOfMedia, hour ? 0.03 : 0.05, true},
      {day, "encoded_pixels", {of.rung}, group, pixels, hour ? 0.28 : 0.55, true},
      {day, "outcome_streams", {"ok", "16+"}, -1, 1000, hour ? 0.04 : 0.05, true},
  };
  if (hour) clues.push_back({v1::WINDOW_4H, "region_streams_average", {of.region}, group, kHourOfMedia, 0.20, true});
  return clues;
}

// Where a clue lies in the releases of its window: dense vectors have it always at the same place.
struct Spot {
  int vector = -1;
  int value = -1;
  double scale = 0;  // of the noise, as published, but in whole numbers
};

inline Spot SpotOf(const Clue& clue, const v1::Release& release) {
  Spot spot;
  for (int i = 0; i < release.vectors_size(); ++i) {
    const v1::Vector& vector = release.vectors(i);
    if (vector.name() != clue.vector) continue;
    spot.vector = i;
    for (int at = 0; at < vector.values_size(); ++at) {
      if (ClassesOf(release, vector, at) == clue.classes) spot.value = at;
    }
    const int scale_at = vector.noise_scale_size() == 1 ? 0 : spot.value;
    spot.scale = vector.noise_scale(scale_at) * static_cast<double>(vector.divisor());
  }
  EXPECT_GE(spot.value, 0) << clue.vector << " is not published";
  return spot;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_ATTACK_CLUES_H_
