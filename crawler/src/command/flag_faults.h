// What is wrong with the value of a flag, for CLI11's validators: a line for the user, or nothing.
#ifndef NODESTATS_CRAWLER_COMMAND_FLAG_FAULTS_H_
#define NODESTATS_CRAWLER_COMMAND_FLAG_FAULTS_H_

#include <string>

namespace nodestats::crawler {

// NAME=VALUE of --external-label. Receivers refuse whole requests for a label that is not valid, so that no release
// would ever be taken.
std::string ExternalLabelFault(const std::string& text);

// NAME:VALUE of --remote-write-header. A value is not shown, since it may be secret.
std::string HeaderFault(const std::string& text);

// NAME of --allow-host: a host's name or address, without a port.
std::string HostFault(const std::string& text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_FLAG_FAULTS_H_
