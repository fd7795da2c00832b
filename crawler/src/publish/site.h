// All pages of one snapshot, ready to be sent.
#ifndef NODESTATS_CRAWLER_PUBLISH_SITE_H_
#define NODESTATS_CRAWLER_PUBLISH_SITE_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "publish/page.h"
#include "view/build_view.h"

namespace nodestats::crawler {

inline constexpr char kReadinessPath[] = "/readyz";

// "ok"; or 503 with `trouble`, where it is not empty.
Page ReadinessPage(absl::string_view trouble);

// By path. Immutable once made. Cost: each page is made and compressed once, whoever asks for it.
class Site {
 public:
  Site();  // before there is a snapshot: 503 for all but "/", /healthz and the schemas
  Site(const Snapshot& snapshot, std::string service_discovery_json);

  // Where there is no such path: what says so.
  const Page& Find(const std::string& path) const;
  const Page& not_allowed() const { return not_allowed_; }

 private:
  void AddFixed();
  void AddViews(const Snapshot& snapshot);

  bool is_ready_ = false;
  const Page not_ready_ = ErrorPage(503, "no view yet: the first round is under way");
  const Page not_found_ = ErrorPage(404, "no such path; / lists what there is");
  const Page not_allowed_ = ErrorPage(405, "only GET and HEAD");
  std::map<std::string, Page> pages_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_SITE_H_
