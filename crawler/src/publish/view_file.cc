#include "publish/view_file.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/keccak.h"
#include "publish/documents.h"
#include "publish/json.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kDigestBytes = 8;

ViewFile FileOf(const NetworkView& view) {
  ViewFile file;
  file.window = std::string(WindowName(view));
  file.start_unix_seconds = view.start_unix_seconds;
  file.end_unix_seconds = view.end_unix_seconds;
  file.json = NetworkJson(view);
  file.path = absl::StrCat("network/", file.window, "/", file.start_unix_seconds, "-", ShortDigest(file.json), ".json");
  return file;
}

Json CountriesOfRegions() {
  Json countries = Json::array();
  for (int country = 0; country < kCountryCount; ++country) {
    countries.push_back({{"country", CountryCode(country)}, {"region", RegionName(RegionOfCountry(country))}});
  }
  return countries;
}

}  // namespace

std::string ShortDigest(absl::string_view bytes) {
  const Digest digest = Keccak256(bytes);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest.data()), kDigestBytes));
}

std::vector<ViewFile> ViewFiles(const Snapshot& snapshot) {
  std::vector<ViewFile> files;
  for (const NetworkView& view : snapshot.hours) files.push_back(FileOf(view));
  for (const NetworkView& view : snapshot.days) files.push_back(FileOf(view));
  if (snapshot.week.has_value()) files.push_back(FileOf(*snapshot.week));
  return files;
}

std::string IndexJsonOf(const Snapshot& snapshot, const std::vector<ViewFile>& files) {
  Json views = {{"1h", Json::array()}, {"24h", Json::array()}, {"7d", Json::array()}};
  for (const ViewFile& file : files) {
    views[file.window].push_back({{"startUnixSeconds", file.start_unix_seconds},
                                  {"endUnixSeconds", file.end_unix_seconds},
                                  {"path", file.path}});
  }
  return Dump({{"madeUnixSeconds", snapshot.made_unix_seconds},
               {"chainId", snapshot.chain_id},
               {"nodes", "nodes.json"},
               {"views", std::move(views)},
               {"countries", CountriesOfRegions()}});
}

std::string IndexJson(const Snapshot& snapshot) { return IndexJsonOf(snapshot, ViewFiles(snapshot)); }

}  // namespace nodestats::crawler
