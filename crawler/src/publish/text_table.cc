#include "publish/text_table.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"

namespace nodestats::crawler {
namespace {

constexpr absl::string_view kGap = "  ";

bool IsStartOfCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

std::string Padded(const std::string& text, size_t width, bool align_left) {
  const auto own = static_cast<size_t>(WidthOf(text));
  const std::string space(width > own ? width - own : 0, ' ');
  return align_left ? text + space : space + text;
}

std::string WithThousands(const std::string& digits) {
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

}  // namespace

int WidthOf(absl::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), IsStartOfCharacter));
}

std::string Line(absl::string_view text, int columns) {
  if (columns <= 0 || WidthOf(text) <= columns) return absl::StrCat(text, "\n");
  size_t size = 0;
  for (int left = columns; size < text.size(); ++size) {
    if (IsStartOfCharacter(text[size]) && left-- == 1) break;
  }
  return absl::StrCat(text.substr(0, size), "…\n");
}

std::string TextTable::Render(int columns) const {
  std::vector<size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], static_cast<size_t>(WidthOf(row[i])));
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      absl::StrAppend(&line, i > 0 ? kGap : "", Padded(row[i], widths[i], i == 0 || align_left_));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += Line(line, columns);
  }
  return text;
}

std::string CountText(double number) {
  constexpr double kWhole = 100;
  constexpr double kTenths = 10;
  const double shown = std::max(number, 0.0);
  constexpr double kHundredths = 0.1;
  constexpr double kSmallest = 0.0001;
  if (shown >= kWhole) return WithThousands(absl::StrFormat("%.0f", shown));
  if (shown >= kTenths) return absl::StrFormat("%.1f", shown);
  if (shown >= kHundredths || shown == 0) return absl::StrFormat("%.2f", shown);
  if (shown < kSmallest) return "<0.0001";
  return absl::StrFormat("%.*f", 1 - static_cast<int>(std::floor(std::log10(shown))), shown);  // two digits
}

std::string EstimateText(const Estimate& estimate) {
  if (estimate.standard_error == 0) return CountText(estimate.value);
  return absl::StrCat(CountText(estimate.value), " ± ", CountText(estimate.standard_error));
}

std::string PixelsText(const Estimate& estimate) {
  static constexpr const char* kUnits[] = {"px", "kpx", "Mpx", "Gpx", "Tpx", "Ppx", "Epx"};
  constexpr double kStep = 1000;
  Estimate shown = estimate;
  size_t unit = 0;
  while (std::max(shown.value, shown.standard_error) >= kStep && unit + 1 < std::size(kUnits)) {
    shown.value /= kStep;
    shown.standard_error /= kStep;
    ++unit;
  }
  return absl::StrCat(EstimateText(shown), " ", kUnits[unit]);
}

std::string PercentText(double share) { return absl::StrFormat("%.0f %%", std::max(share, 0.0) * 100); }

std::string TimeText(int64_t unix_seconds) {
  if (unix_seconds == 0) return "never";
  return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixSeconds(unix_seconds), absl::UTCTimeZone());
}

}  // namespace nodestats::crawler
