// Flags of the chain, of all subcommands that read it.
#ifndef NODESTATS_CRAWLER_COMMAND_CHAIN_FLAGS_H_
#define NODESTATS_CRAWLER_COMMAND_CHAIN_FLAGS_H_

#include "chain/discover_chain.h"

namespace CLI {
class App;
}

namespace nodestats::crawler {

struct ChainFlags {
  ChainOptions options;  // rpc_url is empty where no chain is to be asked
};

// `flags` has to outlive the parse.
void AddChainFlags(CLI::App& app, ChainFlags& flags);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CHAIN_FLAGS_H_
