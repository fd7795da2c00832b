// The budget table as doc/privacy.md shows it. NODESTATS_UPDATE=1 in the environment writes it there.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "privacy/budget.h"

namespace nodestats {
namespace {

constexpr char kDocument[] = NODESTATS_SOURCE_DIR "/doc/privacy.md";
constexpr char kBegin[] = "<!-- budget: written by tests/unit/privacy/budget_document_test.cc -->\n";
constexpr char kEnd[] = "<!-- end of budget -->\n";

// In what the clamp, the sensitivity and the noise are said.
struct Unit {
  const char* name;
  double values;  // in one
};

Unit UnitOf(VectorId vector) {
  if (vector == kStreamsPeak) return {"stream", 1};
  if (vector == kEncodedPixels) return {"nominal stream-hours", 1000};
  if (vector == kOutcomeStreams) return {"stream-hour", 1000};
  return {"stream-hour", static_cast<double>(kHourUs)};
}

std::string Number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string TableOf(Mode mode) {
  std::string table =
      "| vector | window | clamp, each hour | sensitivity | share of epsilon | noise: scale | sd |\n"
      "|---|---|---|---|---|---|---|\n";
  int sum = 0;
  for (const Share& share : BudgetOf(mode)) {
    const Unit unit = UnitOf(share.vector);
    const std::string of = absl::StrCat(" ", unit.name);
    const auto in = [&](double values) { return Number(values / unit.values); };
    absl::StrAppend(&table, "| `", std::string(SpecOf(share.vector).name), "` | ",
                    std::string(kWindows[share.window].name), " | ", in(static_cast<double>(share.clamp)), of, " | ",
                    in(static_cast<double>(share.sensitivity)), " | ", Number(share.milli_epsilon / 1000.0), " | ",
                    in(share.Scale().value()), " | ", in(share.Scale().Stddev()), " |\n");
    sum += share.milli_epsilon;
  }
  return absl::StrCat(table, "| all | | | | ", Number(sum / 1000.0), " | | |\n");
}

std::string Block() {
  return absl::StrCat(kBegin, "\n**`stream-hour`**\n\n", TableOf(Mode::kStreamHour), "\n**`stream-day`**\n\n",
                      TableOf(Mode::kStreamDay), "\n", kEnd);
}

std::string Read() {
  std::ifstream file(kDocument);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(BudgetDocument, ShowsTheTableOfTheCode) {
  const std::string text = Read();
  const size_t begin = text.find(kBegin);
  const size_t end = text.find(kEnd);
  ASSERT_NE(begin, std::string::npos) << "no place for the table in " << kDocument;
  ASSERT_NE(end, std::string::npos);
  const size_t past = end + sizeof kEnd - 1;
  if (std::getenv("NODESTATS_UPDATE") != nullptr) {
    std::ofstream(kDocument) << text.substr(0, begin) << Block() << text.substr(past);
    return;
  }
  EXPECT_EQ(text.substr(begin, past - begin), Block()) << "run with NODESTATS_UPDATE=1";
}

}  // namespace
}  // namespace nodestats
