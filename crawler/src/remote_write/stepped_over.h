// What a person is told of releases that a receiver will not have.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_STEPPED_OVER_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_STEPPED_OVER_H_

#include <string>
#include <vector>

#include "remote_write/remote_writer.h"

namespace nodestats::crawler {

// A line for those that were too old, and one for those that the receiver refused; none where there were none.
std::vector<std::string> SteppedOver(const RemoteWriteOptions& options, const Pushed& pushed);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_STEPPED_OVER_H_
