// A chain of a few blocks with a hostile streak, behind JSON-RPC: what no development chain can be made to say.
#ifndef NODESTATS_TESTS_CRAWLER_CHAIN_FAKE_CHAIN_H_
#define NODESTATS_TESTS_CRAWLER_CHAIN_FAKE_CHAIN_H_

#include <functional>
#include <map>
#include <string>

#include "nlohmann/json.hpp"
#include "small_server.h"

namespace nodestats::crawler {

// Answers each call by its method: a result, or an object with "error".
class FakeChain {
 public:
  using Method = std::function<nlohmann::json(const nlohmann::json& params)>;

  explicit FakeChain(std::map<std::string, Method> methods)
      : methods_(std::move(methods)), server_([this](const std::string& body, int) {
          return SmallServer::Ok(Answer(nlohmann::json::parse(body)).dump());
        }) {}

  const std::string& url() const { return server_.url(); }
  int requests() const { return server_.requests(); }

  static nlohmann::json Error(int code, const std::string& message) {
    return {{"error", {{"code", code}, {"message", message}}}};
  }

 private:
  nlohmann::json Answer(const nlohmann::json& request) const {
    if (request.is_array()) {
      nlohmann::json answers = nlohmann::json::array();
      for (const nlohmann::json& call : request) answers.push_back(Answer(call));
      return answers;
    }
    const auto method = methods_.find(request["method"].get<std::string>());
    nlohmann::json answer = {{"id", request["id"]}};
    nlohmann::json result =
        method == methods_.end() ? Error(-32601, "no such method") : method->second(request["params"]);
    const bool failed = result.is_object() && result.contains("error");
    answer[failed ? "error" : "result"] = failed ? result["error"] : result;
    return answer;
  }

  std::map<std::string, Method> methods_;
  SmallServer server_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_CHAIN_FAKE_CHAIN_H_
