// nodestats-crawl: asks all orchestrators what they publish, and makes the network's view of it.
#include <curl/curl.h>
#include <openssl/crypto.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "command/commands.h"
#include "command/config_file.h"
#include "command/progress.h"

namespace nodestats::crawler {
namespace {

constexpr char kAbout[] =
    "Finds Livepeer's orchestrators, asks each what its nodestats publish, and makes the network's view.\n"
    "Start with:  nodestats-crawl check https://NODE:8935\n"
    "             nodestats-crawl crawl --rpc https://ARBITRUM-RPC";

int Main(int argc, char** argv) {
  CLI::App app(kAbout, "nodestats-crawl");
  app.set_version_flag("--version", NODESTATS_VERSION_TEXT);
  app.set_config("--config", "", "file of flags, TOML or INI");
  app.config_formatter(std::make_shared<ConfigFile>(app));
  app.require_subcommand(1);
  app.get_formatter()->column_width(38);
  AddDiscover(app);
  AddCrawl(app);
  AddCheck(app);
  AddServe(app);
  AddExport(app);
  constexpr int kUsageError = 2;
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& error) {
    return error.get_exit_code();
  } catch (const CLI::ParseError& error) {
    std::ostringstream text;  // of --help and --version
    const int code = app.exit(error, text, std::cerr) == 0 ? 0 : kUsageError;
    const absl::Status printed = Print(text.str());
    if (printed.ok()) return code;
    std::fprintf(stderr, "nodestats-crawl: %s\n", std::string(printed.message()).c_str());
    return code == 0 ? 1 : code;
  }
  return 0;
}

}  // namespace
}  // namespace nodestats::crawler

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that hangs up is an error of a write
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that may not grow (ulimit -f)
  // gRPC's threads may end later than main does: OpenSSL has to be there for them.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  int code = 1;
  try {
    code = nodestats::crawler::Main(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nodestats-crawl: %s\n", error.what());
  }
  curl_global_cleanup();
  return code;
}
