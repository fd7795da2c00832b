// What an operator wants to know of their node, in one screen.
#ifndef NODESTATS_CRAWLER_COMMAND_CHECK_REPORT_H_
#define NODESTATS_CRAWLER_COMMAND_CHECK_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "discovery/discovery.h"
#include "fetch/fetched.h"

namespace nodestats::crawler {

struct Checked {
  std::string uri;
  std::vector<Unreachable> unreachable;
  int not_asked = 0;             // addresses that this machine has no route to
  std::vector<Fetched> answers;  // one for each address
  int64_t now_unix_seconds = 0;
};

struct CheckReport {
  std::string text;
  bool well = false;  // every address answered with releases that are signed, possible and fresh
};

CheckReport ReportOn(const Checked& checked);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CHECK_REPORT_H_
