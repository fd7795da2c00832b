// Prometheus' write_relabel_configs: which series are sent, and under which labels.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_RELABEL_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_RELABEL_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace nodestats::crawler {

using Labels = std::map<std::string, std::string>;  // "__name__" among them

struct RelabelRule;

// Immutable, cheap to copy.
class Relabeling {
 public:
  Relabeling();  // keeps all as it is
  // A JSON array of objects with Prometheus' own keys (source_labels, separator, regex, target_label, replacement,
  // modulus, action: replace, keep, drop, keepequal, dropequal, labelmap, labeldrop, labelkeep, lowercase, uppercase,
  // hashmod), and Prometheus' defaults. Errors: INVALID_ARGUMENT, naming the rule.
  static absl::StatusOr<Relabeling> Parse(const std::string& json);
  // Whether the series is to be sent; changes `labels`.
  bool Apply(Labels& labels) const;

 private:
  std::shared_ptr<const std::vector<RelabelRule>> rules_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_RELABEL_H_
