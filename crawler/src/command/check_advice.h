// What an operator can do about a reason.
#ifndef NODESTATS_CRAWLER_COMMAND_CHECK_ADVICE_H_
#define NODESTATS_CRAWLER_COMMAND_CHECK_ADVICE_H_

#include "absl/strings/string_view.h"
#include "fetch/reason.h"

namespace nodestats::crawler {

constexpr absl::string_view AdviceOn(Reason reason) {
  constexpr absl::string_view kAdvice[kReasonCount] = {
      "",
      "register a URI such as https://HOST:8935",
      "give the host an A or AAAA record, or wait until it has spread",
      "register an address of the open Internet",
      "see that the node runs, that -serviceAddr has this port, and that firewall and router let it through",
      "see that the firewall and the router let the port through, and that the node is not overloaded",
      "register https:// for a port with TLS and http:// for one without; put no other server on the port",
      "see what else listens on this port, and the node's log",
      "start the node with -nodeStats; it has to be a build with nodestats",
      "see the node's log, and that of a proxy in front of it",
      "put no other server on the port; if it is the node, report it",
      "see that no proxy changes the answer; if none does, report it",
      "give the node its Ethereum key: readers do not count what nobody signed",
      "register the account that signs, or have the node name the registered one as its recipient (-ethOrchAddr)",
      "set the clock: this machine's or the node's is wrong",
      "nothing is wrong with the node: check it from a machine that has IPv6 (or IPv4, where it is that which lacks)"};
  return kAdvice[static_cast<int>(reason)];
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CHECK_ADVICE_H_
