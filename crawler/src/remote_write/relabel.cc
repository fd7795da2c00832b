#include "remote_write/relabel.h"

#include <algorithm>

#include "remote_write/relabel_rule.h"

namespace nodestats::crawler {

Relabeling::Relabeling() : rules_(std::make_shared<const std::vector<RelabelRule>>()) {}

bool Relabeling::Apply(Labels& labels) const {
  return std::all_of(rules_->begin(), rules_->end(), [&](const RelabelRule& rule) { return ApplyRule(rule, labels); });
}

}  // namespace nodestats::crawler
