// Noise that tells where it went: no two draws are equal, so that a draw is known again in what is published.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_RECORDING_NOISE_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_RECORDING_NOISE_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "privacy/audit/expected_budget.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"
#include "privacy/injected_noise.h"

namespace nodestats_test {

// Records what is drawn while engines use it; to be injected by `Draws()`.
class Recorder {
 public:
  struct Drawn {
    nodestats::NoiseScale scale;
    int64_t value;
  };

  DrawNoise Draws() {
    return [this](const nodestats::NoiseScale& scale, int64_t* sample) {
      *sample = ValueOf(static_cast<int64_t>(draws_.size()), scale);
      places_[*sample] = draws_.size();
      draws_.push_back({scale, *sample});
      return true;
    };
  }

  size_t count() const { return draws_.size(); }
  const Drawn& draw(size_t number) const { return draws_[number]; }

  // The number of the draw with this value, or -1.
  int64_t Find(int64_t value) const {
    const auto found = places_.find(value);
    return found == places_.end() ? -1 : static_cast<int64_t>(found->second);
  }

 private:
  // Of either sign, odd, and of more digits than a double has; but for pixels, which are multiplied by more than 2^31
  // before they are published.
  static int64_t ValueOf(int64_t number, const nodestats::NoiseScale& scale) {
    const bool media = scale.value() > 1e9;
    const int64_t magnitude = (int64_t{1} << (media ? 56 : 30)) + 2 * number + 1;
    return number % 3 == 0 ? -magnitude : magnitude;
  }

  std::vector<Drawn> draws_;
  std::map<int64_t, size_t> places_;
};

// A value of a release.
struct CellPlace {
  std::string release;
  std::string vector;
  int position = 0;

  std::string text() const { return release + " " + vector + " " + std::to_string(position); }
  bool operator<(const CellPlace& other) const { return text() < other.text(); }
};

// Whole numbers as they were noised: of pixels, thousandths of the rung's nominal hour.
inline std::map<CellPlace, int64_t> CellsOf(const Played& played) {
  std::map<CellPlace, int64_t> cells;
  for (const auto& [name, release] : played.releases) {
    for (const v1::Vector& vector : release.vectors()) {
      for (int i = 0; i < vector.values_size(); ++i) {
        int64_t unit = 1;
        if (vector.name() == "encoded_pixels") unit = MilliNominalPixels(ClassesOf(release, vector, i).at(0));
        EXPECT_EQ(vector.values(i) % unit, 0) << name << ": pixels that are no multiple tell what was added to";
        cells[{name, vector.name(), i}] = vector.values(i) / unit;
      }
    }
  }
  return cells;
}

// What went into each cell of a script's releases: its number without noise, and the draw.
struct Wiring {
  struct Cell {
    int64_t exact;
    int64_t draw;  // its number; -1: none that was drawn
  };
  std::map<CellPlace, Cell> cells;
  size_t draws = 0;
};

inline Played PlayWith(const DrawNoise& draw, const Script& script, uint32_t privacy) {
  const InjectedNoise injected(draw);
  return Play(script, privacy);
}

// Plays the script twice, without noise and with the recorder's.
inline Wiring WiringOf(const Script& script, uint32_t privacy, Recorder* recorder) {
  const std::map<CellPlace, int64_t> exact = CellsOf(PlayWith(NoNoise, script, privacy));
  const std::map<CellPlace, int64_t> noised = CellsOf(PlayWith(recorder->Draws(), script, privacy));
  EXPECT_EQ(exact.size(), noised.size());
  Wiring wiring;
  wiring.draws = recorder->count();
  for (const auto& [place, value] : exact) {
    const auto found = noised.find(place);
    const int64_t draw = found == noised.end() ? -1 : recorder->Find(found->second - value);
    wiring.cells[place] = {value, draw};
  }
  return wiring;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_RECORDING_NOISE_H_
