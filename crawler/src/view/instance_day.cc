#include "view/instance_day.h"

#include "store/packed_release.h"

namespace nodestats::crawler {
namespace {

// Averages are made sums again: streams times the hours that they are of.
double WeightOf(Figure figure, int hours) { return SpecOf(VectorOf(figure)).combine == Combine::kAverage ? hours : 1; }

void AddVectors(PackedReader& reader, FigureSums& sums) {
  const int hours = std::popcount(reader.covered_hours());
  PackedVector vector;
  while (reader.NextVector(vector)) sums.Add(vector, WeightOf(vector.figure, hours));
}

void ReadHour(PackedReader& reader, HourSink& sink, InstanceDay& day) {
  const uint32_t bit = reader.covered_hours();
  if (std::popcount(bit) != 1 || (day.hours & bit) != 0) return;
  FigureSums& figures = day.one_hour;
  figures.Clear();
  AddVectors(reader, figures);
  if (figures.Has(Figure::kStreams)) {
    day.hours |= bit;
    day.hours_total += figures.Of(Figure::kStreams).front();
  }
  if (figures.Has(Figure::kStreamsPeak) || figures.Has(Figure::kStreamsAtInstant)) day.peak_hours |= bit;
  sink.AddHour(std::countr_zero(bit), figures);
}

void ReadBlock(PackedReader& reader, InstanceDay& day) {
  const uint32_t bits = reader.covered_hours();
  if (bits == 0 || (day.blocks & bits) != 0) return;
  const int hours = std::popcount(bits);
  PackedVector vector;
  while (reader.NextVector(vector)) {
    if (vector.figure != Figure::kRegionStreams) continue;
    day.blocks |= bits;
    day.blocks_sums.Add(vector, hours);
  }
}

}  // namespace

void InstanceDay::Clear() {
  hours = peak_hours = blocks = covered = 0;
  hours_total = {};
  has_day = false;
  blocks_sums.Clear();
  day.Clear();
}

bool ReadInstanceDay(absl::string_view packed, HourSink& hours, InstanceDay& day) {
  day.Clear();
  PackedReader reader(packed);
  while (reader.NextRelease()) {
    if (reader.window() == v1::WINDOW_1H) {
      ReadHour(reader, hours, day);
    } else if (reader.window() == v1::WINDOW_4H) {
      ReadBlock(reader, day);
    } else if (!day.has_day && reader.covered_hours() != 0) {
      day.has_day = true;
      day.covered = reader.covered_hours();
      AddVectors(reader, day.day);
    }
  }
  return reader.ok();
}

}  // namespace nodestats::crawler
