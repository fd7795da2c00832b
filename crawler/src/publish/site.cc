#include "publish/site.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "publish/documents.h"
#include "publish/schemas.h"
#include "publish/view_file.h"

namespace nodestats::crawler {
namespace {

constexpr absl::string_view kApi = "/api/v1/";
constexpr absl::string_view kJson = "application/json";
constexpr absl::string_view kText = "text/plain; charset=utf-8";
constexpr absl::string_view kMetrics = "text/plain; version=0.0.4; charset=utf-8";
constexpr absl::string_view kNewEachRound = "public, max-age=30";
constexpr absl::string_view kForever = "public, max-age=31536000, immutable";
constexpr absl::string_view kADay = "public, max-age=86400";

constexpr char kFrontPage[] =
    "nodestats-crawl: what Livepeer's orchestrators publish of their work, added up\n"
    "\n"
    "/metrics                           Prometheus text\n"
    "/sd                                Prometheus http_sd: the nodes\n"
    "/api/v1/index                      which views there are\n"
    "/api/v1/network/{1h,24h,7d}        the newest hour, UTC day and week\n"
    "/api/v1/network/{1h,24h,7d}/START  those that begin at START (Unix seconds)\n"
    "/api/v1/nodes                      who answered, and why others did not\n"
    "/api/v1/schema/{index,network,nodes}\n"
    "/healthz                           200 while this process answers\n"
    "/readyz                            200 while nodes are asked and stored, else 503 and why\n";

// A path that there will be once there is a snapshot, as far as can be told.
bool WillBe(const std::string& path) { return path == "/metrics" || path == "/sd" || absl::StartsWith(path, kApi); }

}  // namespace

Page ReadinessPage(absl::string_view trouble) {
  Page page = MakePage(kText, "no-store", trouble.empty() ? "ok\n" : absl::StrCat("not ready: ", trouble, "\n"));
  if (!trouble.empty()) page.status = 503;
  page.etag.clear();  // who asks has to hear the state of this moment, not 304
  return page;
}

Site::Site() { AddFixed(); }

Site::Site(const Snapshot& snapshot, std::string service_discovery_json) : is_ready_(true) {
  AddFixed();
  pages_["/metrics"] = MakePage(kMetrics, "no-cache", MetricsText(snapshot));
  pages_["/sd"] = MakePage(kJson, "no-cache", std::move(service_discovery_json));
  pages_[absl::StrCat(kApi, "nodes")] = MakePage(kJson, kNewEachRound, NodesJson(snapshot));
  pages_[absl::StrCat(kApi, "nodes.json")] = pages_[absl::StrCat(kApi, "nodes")];
  AddViews(snapshot);
}

void Site::AddFixed() {
  pages_["/"] = MakePage(kText, kADay, kFrontPage);
  pages_["/healthz"] = MakePage(kText, "no-store", "ok\n");
  for (const char* name : kSchemaNames) {
    pages_[absl::StrCat(kApi, "schema/", name)] = MakePage("application/schema+json", kADay, SchemaOf(name));
  }
}

// Each under the path that the index gives, under its start, and the newest of each length under that alone.
void Site::AddViews(const Snapshot& snapshot) {
  std::vector<ViewFile> files = ViewFiles(snapshot);
  pages_[absl::StrCat(kApi, "index")] = MakePage(kJson, kNewEachRound, IndexJsonOf(snapshot, files));
  for (ViewFile& file : files) {
    Page page = MakePage(kJson, kForever, std::move(file.json));
    const std::string window = absl::StrCat(kApi, "network/", file.window);
    pages_[absl::StrCat(kApi, file.path)] = page;
    page.cache_control = std::string(kNewEachRound);
    pages_[window] = page;
    pages_[absl::StrCat(window, "/", file.start_unix_seconds)] = std::move(page);
  }
}

const Page& Site::Find(const std::string& path) const {
  const auto page = pages_.find(path);
  if (page != pages_.end()) return page->second;
  return !is_ready_ && WillBe(path) ? not_ready_ : not_found_;
}

}  // namespace nodestats::crawler
