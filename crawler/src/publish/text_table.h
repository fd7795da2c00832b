// Tables and numbers for a terminal.
#ifndef NODESTATS_CRAWLER_PUBLISH_TEXT_TABLE_H_
#define NODESTATS_CRAWLER_PUBLISH_TEXT_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "view/network_view.h"

namespace nodestats::crawler {

// Rows of cells, each column as wide as its widest cell, all but the first column aligned to the right, unless
// `align_left`. Lines are cut at `columns` (0: not at all).
class TextTable {
 public:
  explicit TextTable(bool align_left = false) : align_left_(align_left) {}
  void Add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string Render(int columns) const;

 private:
  const bool align_left_;
  std::vector<std::vector<std::string>> rows_;
};

// Characters that `text` (UTF-8) takes on a terminal, so far as it has none of double width.
int WidthOf(absl::string_view text);
// `text` and a line feed, no wider than `columns`, with an ellipsis where it was cut.
std::string Line(absl::string_view text, int columns);

std::string CountText(double number);                // "1,234", "12.3", "0.45", "0.0012"; negative ones as 0
std::string EstimateText(const Estimate& estimate);  // "1,234 ± 14"; without ± where it is exact
std::string PixelsText(const Estimate& estimate);    // "12.3 ± 0.4 Tpx"
std::string PercentText(double share);               // "83 %"
std::string TimeText(int64_t unix_seconds);          // "2026-11-22 23:00"; "never" for 0

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_TEXT_TABLE_H_
