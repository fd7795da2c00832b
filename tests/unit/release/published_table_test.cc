// What goes into which release, in all modes.
#include "unit/release/published_table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "release/freeze.h"

namespace nodestats {
namespace {

using Listed = std::set<std::tuple<std::string, std::vector<std::string>, std::string>>;  // name, domains, unit

const std::string& ColumnOf(const nodestats_test::PublishedRow& row, Mode mode) {
  if (mode == Mode::kBinned) return row.binned;
  return mode == Mode::kStreamHour ? row.stream_hour : row.stream_day;
}

Listed Expected(Window window, Mode mode) {
  const std::map<Window, std::string> names = {{kHour, "1h"}, {kBlock, "4h"}, {kDay, "24h"}};
  Listed listed;
  for (const nodestats_test::PublishedRow& row : nodestats_test::PublishedTable()) {
    const std::string words = " " + ColumnOf(row, mode) + " ";
    if (words.find(" " + names.at(window) + " ") != std::string::npos) listed.emplace(row.name, row.domains, row.unit);
  }
  return listed;
}

v1::Release Frozen(Window window, Mode mode) {
  v1::Release release;
  AddVectors(Tally(), window, mode, 1, Noise(mode, window), &release);
  return release;
}

Listed ListedIn(const v1::Release& release) {
  Listed listed;
  for (const v1::Vector& vector : release.vectors()) {
    listed.emplace(vector.name(), std::vector<std::string>(vector.domains().begin(), vector.domains().end()),
                   vector.unit());
  }
  EXPECT_EQ(listed.size(), static_cast<size_t>(release.vectors_size()));
  return listed;
}

TEST(PublishedTable, IsTheDesignsInEachModeAndWindow) {
  for (const Mode mode : {Mode::kStreamHour, Mode::kStreamDay, Mode::kBinned}) {
    for (const Window window : {kHour, kBlock, kDay}) {
      EXPECT_EQ(ListedIn(Frozen(window, mode)), Expected(window, mode))
          << "mode " << static_cast<int>(mode) << ", window " << window;
    }
  }
}

TEST(PublishedTable, StreamDayHasDaysOnly) {
  EXPECT_TRUE(Expected(kHour, Mode::kStreamDay).empty());
  EXPECT_TRUE(ListedIn(Frozen(kHour, Mode::kStreamDay)).empty());
  EXPECT_TRUE(ListedIn(Frozen(kBlock, Mode::kStreamDay)).empty());
}

TEST(PublishedTable, ReleasesDefineTheDomainsThatTheyUseAndNoOther) {
  for (const Mode mode : {Mode::kStreamHour, Mode::kStreamDay, Mode::kBinned}) {
    for (const Window window : {kHour, kBlock, kDay}) {
      const v1::Release release = Frozen(window, mode);
      std::set<std::string> used;
      std::multiset<std::string> defined;
      for (const v1::Vector& vector : release.vectors()) used.insert(vector.domains().begin(), vector.domains().end());
      for (const v1::Domain& domain : release.domains()) defined.insert(domain.name());
      EXPECT_EQ(defined, std::multiset<std::string>(used.begin(), used.end()));
    }
  }
}

TEST(PublishedTable, DomainsHaveTheDesignsClasses) {
  const v1::Release hour = Frozen(kHour, Mode::kBinned);
  std::map<std::string, std::vector<std::string>> keys;
  for (const v1::Domain& domain : hour.domains()) keys[domain.name()] = {domain.keys().begin(), domain.keys().end()};
  const std::vector<std::string> rungs = {"144p", "240p",  "360p",  "480p",  "540p",
                                          "720p", "1080p", "1440p", "2160p", "4320p"};
  std::vector<std::string> source_rungs = rungs;
  source_rungs.emplace_back("unknown");
  EXPECT_EQ(keys["rung"], rungs);
  EXPECT_EQ(keys["source_rung"], source_rungs);
  EXPECT_EQ(keys["pixel_rate"], (std::vector<std::string>{"0-1", "1-2", "2-4", "4-8", "8-16", "16-32", "32-64",
                                                          "64-128", "128-256", "256-512", "512+"}));
  EXPECT_EQ(keys["speed"], (std::vector<std::string>{"0-0.5", "0.5-1", "1-1.5", "1.5-2", "2-4", "4-8", "8-16", "16+"}));
  EXPECT_EQ(keys["outcome"], (std::vector<std::string>{"ok", "partial", "failed"}));
  EXPECT_EQ(keys["instant"],
            (std::vector<std::string>{"05", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "60"}));
  EXPECT_EQ(keys["country"].size(), 251u);
  EXPECT_EQ(keys["region"].size(), 23u);
  EXPECT_TRUE(keys["cell"].empty());
}

TEST(PublishedTable, AllVectorsAreDenseButCells) {
  const v1::Release hour = Frozen(kHour, Mode::kBinned);
  std::map<std::string, int> sizes;
  for (const v1::Domain& domain : hour.domains()) sizes[domain.name()] = domain.keys_size();
  for (const v1::Vector& vector : hour.vectors()) {
    int size = 1;
    for (const std::string& domain : vector.domains()) size *= sizes[domain];
    EXPECT_EQ(vector.values_size(), size) << vector.name();
    EXPECT_TRUE(vector.indexes().empty());
  }
}

}  // namespace
}  // namespace nodestats
