#include "figures.h"

#include <cstdio>
#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "nodestats/v1/summary.pb.h"

namespace nodestats {
namespace {

constexpr int64_t kDayS = 24 * 3600;

[[noreturn]] void Fail(const char* why) {
  std::fprintf(stderr, "player: %s\n", why);
  std::exit(1);
}

v1::Summary ReadSummary(nodestats_engine* engine, int64_t since_unix_s) {
  nodestats_answer answer = {};
  answer.struct_size = sizeof answer;
  const nodestats_status status = nodestats_summary(engine, NODESTATS_FORMAT_PROTOBUF, since_unix_s, 0, &answer);
  if (status != NODESTATS_OK) Fail(nodestats_status_text(status));
  v1::Summary summary;
  if (!summary.ParseFromArray(answer.data, static_cast<int>(answer.size))) Fail("the summary cannot be read");
  nodestats_answer_release(&answer);
  return summary;
}

// Fields are parted by tabs, lists by commas; neither is in any name.
std::string VectorLine(const v1::Release& release, const v1::Vector& vector) {
  const int64_t hours = (release.end_unix_seconds() - release.start_unix_seconds()) / 3600;
  const int64_t first_hour = release.start_unix_seconds() % kDayS / 3600;
  std::string line =
      absl::StrCat("vector\t", vector.name(), "\t", first_hour, "\t", hours, "\t", release.covered_hours_size(), "\t",
                   vector.divisor(), "\t", vector.values_size(), "\t");
  absl::StrAppend(&line, absl::StrJoin(vector.domains(), ","), "\t");
  for (const double stddev : vector.noise_stddev()) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g,", stddev);
    line += text;
  }
  if (line.back() == ',') line.pop_back();
  return line + "\n";
}

void Append(const v1::Release& release, std::set<std::string>* domains, Figures* figures) {
  for (const v1::Domain& domain : release.domains()) {
    if (!domains->insert(domain.name()).second) continue;
    absl::StrAppend(&figures->layout, "domain\t", domain.name(), "\t", absl::StrJoin(domain.keys(), ","), "\n");
  }
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.indexes_size() > 0 || vector.values_size() == 0) continue;  // cells: of no interest here
    figures->layout += VectorLine(release, vector);
    figures->values.insert(figures->values.end(), vector.values().begin(), vector.values().end());
  }
}

}  // namespace

Figures PublishedSince(nodestats_engine* engine, int64_t since_unix_s) {
  Figures figures;
  std::set<std::string> domains;
  const v1::Summary summary = ReadSummary(engine, since_unix_s);
  for (const v1::SignedRelease& each : summary.releases()) {
    v1::Release release;
    if (!release.ParseFromString(each.payload())) Fail("a release cannot be read");
    Append(release, &domains, &figures);
  }
  return figures;
}

std::string RegionLines() {
  std::string lines;
  for (int country = 0; country < kCountryCount; ++country) {
    const std::string code(CountryCode(country));
    const std::string region(RegionName(RegionOfCountry(country)));
    absl::StrAppend(&lines, "region\t", code, "\t", region, "\n");
  }
  return lines;
}

}  // namespace nodestats
