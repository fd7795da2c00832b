// One rule of a relabeling.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_RELABEL_RULE_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_RELABEL_RULE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "re2/re2.h"
#include "remote_write/relabel.h"

namespace nodestats::crawler {

enum class RelabelAction {
  kReplace,
  kKeep,
  kDrop,
  kKeepEqual,
  kDropEqual,
  kLabelMap,
  kLabelDrop,
  kLabelKeep,
  kLowercase,
  kUppercase,
  kHashMod
};

struct RelabelRule {
  RelabelAction action = RelabelAction::kReplace;
  std::vector<std::string> source_labels;
  std::string separator = ";";
  std::shared_ptr<const RE2> regex;  // matched as a whole
  std::string target_label;
  std::string replacement = "$1";
  uint64_t modulus = 0;
};

// Whether the series stays; changes `labels`.
bool ApplyRule(const RelabelRule& rule, Labels& labels);

// Whether a label may be called so.
bool IsLabelName(const std::string& name);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_RELABEL_RULE_H_
