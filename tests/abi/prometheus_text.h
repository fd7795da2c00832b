// Prometheus text 0.0.4, read strictly: what our library writes, and not a word more.
#ifndef NODESTATS_TESTS_ABI_PROMETHEUS_TEXT_H_
#define NODESTATS_TESTS_ABI_PROMETHEUS_TEXT_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <sstream>
#include <string>

namespace nodestats_test {

using Labels = std::map<std::string, std::string>;

struct Family {
  std::string help;
  std::string type;
  std::map<Labels, double> samples;
};
using Families = std::map<std::string, Family>;

// The part of `*text` before `end`, which it moves behind.
inline std::string CutAt(const std::string& end, std::string* text) {
  const size_t at = text->find(end);
  std::string head = text->substr(0, at);
  *text = at == std::string::npos ? "" : text->substr(at + end.size());
  return head;
}

inline bool IsName(const std::string& text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
}

// Reads `name="value",name="value"`.
inline Labels ParseLabels(std::string text) {
  Labels labels;
  while (!text.empty()) {
    const std::string name = CutAt("=\"", &text);
    EXPECT_TRUE(IsName(name)) << name;
    const std::string value = CutAt("\"", &text);
    EXPECT_TRUE(labels.emplace(name, value).second) << name << " twice";
    EXPECT_TRUE(text.empty() || text[0] == ',') << text;
    if (!text.empty()) text.erase(0, 1);
  }
  return labels;
}

// Whether `text` is a whole number, or one with up to nine decimals of which the last is not 0.
inline bool IsDecimal(std::string text) {
  if (text[0] == '-') text.erase(0, 1);
  const size_t point = text.find('.');
  const std::string whole = text.substr(0, point);
  const std::string decimals = point == std::string::npos ? "1" : text.substr(point + 1);
  const auto digits = [](const std::string& part, size_t most) {
    return !part.empty() && part.size() <= most && part.find_first_not_of("0123456789") == std::string::npos;
  };
  return digits(whole, 19) && digits(decimals, 9) && (whole == "0" || whole[0] != '0') && decimals.back() != '0';
}

// Reads `name value` or `name{labels} value`, of the family that was begun last: no time stamp, nothing twice.
inline void ParseSample(std::string line, const std::string& name, Family* family) {
  Labels labels;
  if (line.find('{') == std::string::npos) {
    EXPECT_EQ(CutAt(" ", &line), name);
  } else {
    EXPECT_EQ(CutAt("{", &line), name);
    labels = ParseLabels(CutAt("\"} ", &line) + "\"");
  }
  EXPECT_TRUE(IsDecimal(line)) << name << " " << line;
  EXPECT_TRUE(family->samples.emplace(labels, std::strtod(line.c_str(), nullptr)).second) << name << " twice";
}

inline Families ParseText(const std::string& text) {
  Families families;
  std::string name;
  EXPECT_TRUE(!text.empty() && text.back() == '\n');
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("# HELP ", 0) != 0) {
      ParseSample(line, name, &families[name]);
      continue;
    }
    line.erase(0, 7);
    name = CutAt(" ", &line);
    EXPECT_TRUE(name.rfind("nodestats_", 0) == 0 && IsName(name)) << name;
    EXPECT_EQ(families.count(name), 0u) << name << " twice";
    families[name].help = line;
    std::getline(lines, line);
    EXPECT_EQ(line.rfind("# TYPE " + name + " ", 0), 0u) << line;
    families[name].type = line.substr(8 + name.size());
  }
  return families;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_PROMETHEUS_TEXT_H_
