// Go's regexp.Expand: templates with what a regular expression found.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_EXPAND_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_EXPAND_H_

#include <string>
#include <vector>

#include "re2/re2.h"
#include "re2/stringpiece.h"

namespace nodestats::crawler {

// What `pattern`, which has to outlive it, finds in all of `text`. A template's $1, ${1}, $name and ${name} become the
// groups: the longest name counts ($1x is the group "1x"), an unknown one is empty, $$ is $.
class Expander {
 public:
  Expander(const RE2& pattern, const std::string& text);

  Expander(const Expander&) = delete;  // its groups lie in its text
  Expander& operator=(const Expander&) = delete;

  bool matches() const { return matches_; }
  std::string Expand(const std::string& text_template) const;  // only where it matches

 private:
  std::string Group(const std::string& name) const;

  const RE2& pattern_;
  const std::string text_;
  std::vector<re2::StringPiece> groups_;  // of text_
  bool matches_ = false;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_EXPAND_H_
