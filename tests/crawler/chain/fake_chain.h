// A chain of a few blocks with a hostile streak, behind JSON-RPC: what no development chain can be made to say.
#ifndef NODESTATS_TESTS_CRAWLER_CHAIN_FAKE_CHAIN_H_
#define NODESTATS_TESTS_CRAWLER_CHAIN_FAKE_CHAIN_H_

#include <functional>
#include <map>
#include <string>

#include "nlohmann/json.hpp"
#include "small_server.h"

namespace nodestats::crawler {

// Answers each call by its method: a result, an object with "error", or what Http gives, which is the whole response
// also where it is one call's of many.
class FakeChain {
 public:
  using Method = std::function<nlohmann::json(const nlohmann::json& params)>;

  explicit FakeChain(std::map<std::string, Method> methods)
      : methods_(std::move(methods)), server_([this](const std::string& body, int) {
          const nlohmann::json request = nlohmann::json::parse(body);
          calls_ += static_cast<int>(request.is_array() ? request.size() : 1);
          const nlohmann::json answer = Answer(request);
          const nlohmann::json* whole = WholeOf(answer);
          if (whole == nullptr) return SmallServer::Ok(answer.dump());
          const std::string status = (*whole)["status"];
          return status.empty() ? std::string() : SmallServer::Response(status, (*whole)["body"], (*whole)["headers"]);
        }) {}

  const std::string& url() const { return server_.url(); }
  int requests() const { return server_.requests(); }
  int calls() const { return calls_; }

  static nlohmann::json Error(int code, const std::string& message) {
    return {{"error", {{"code", code}, {"message", message}}}};
  }
  // Without a status: hangs up.
  static nlohmann::json Http(const std::string& status, const std::string& body = "", const std::string& headers = "") {
    return {{"error", {{"status", status}, {"body", body}, {"headers", headers}}}};
  }

 private:
  static const nlohmann::json* WholeOf(const nlohmann::json& answer) {
    if (answer.is_array()) {
      for (const nlohmann::json& one : answer) {
        if (const nlohmann::json* whole = WholeOf(one); whole != nullptr) return whole;
      }
      return nullptr;
    }
    const auto error = answer.find("error");
    return error != answer.end() && error->contains("status") ? &*error : nullptr;
  }

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
  std::atomic<int> calls_{0};
  SmallServer server_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_CHAIN_FAKE_CHAIN_H_
