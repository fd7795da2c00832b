// The subcommands of nodestats-crawl.
#ifndef NODESTATS_CRAWLER_COMMAND_COMMANDS_H_
#define NODESTATS_CRAWLER_COMMAND_COMMANDS_H_

namespace CLI {
class App;
}

namespace nodestats::crawler {

// Each adds its subcommand, which runs as the callback of the parse; what it throws is CLI::RuntimeError (exit code).
void AddDiscover(CLI::App& app);
void AddCrawl(CLI::App& app);
void AddCheck(CLI::App& app);
void AddServe(CLI::App& app);
void AddExport(CLI::App& app);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_COMMANDS_H_
