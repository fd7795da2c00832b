#include <curl/curl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "fetch/courier.h"
#include "fetch/https_request.h"

namespace nodestats::crawler {
namespace {

constexpr int kEventsAtOnce = 256;

// libcurl tells which sockets it waits for, and until when; epoll does the waiting.
class HttpsCourier : public Courier {
 public:
  explicit HttpsCourier(const FetchOptions& options)
      : options_(options), epoll_(epoll_create1(EPOLL_CLOEXEC)), multi_(curl_multi_init()) {
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &HttpsCourier::WatchSocket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &HttpsCourier::SetTimer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    for (const char* header : {"Accept: application/x-protobuf", "User-Agent: nodestats-crawl"}) {
      headers_.reset(curl_slist_append(headers_.release(), header));
    }
  }

  ~HttpsCourier() override {
    for (const auto& [easy, request] : requests_) curl_multi_remove_handle(multi_, easy);
    requests_.clear();
    curl_multi_cleanup(multi_);
    close(epoll_);
  }

  void Start(size_t ticket, const Question& question) override {
    auto request = std::make_unique<HttpsRequest>(options_, question, ticket, headers_.get());
    CURL* easy = request->easy();
    if (easy == nullptr || curl_multi_add_handle(multi_, easy) != CURLM_OK) {
      not_started_.push_back(ticket);
      return;
    }
    requests_.emplace(easy, std::move(request));
  }

  void Wait(absl::Duration at_most, const Ended& ended) override {
    WaitForSockets(at_most);
    for (const size_t ticket : std::exchange(not_started_, {})) {
      Attempt attempt;
      attempt.reason = Reason::kBroken;
      attempt.detail = "libcurl could not start the request";
      ended(ticket, std::move(attempt));
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg == CURLMSG_DONE) Finish(message->easy_handle, message->data.result, ended);
    }
  }

 private:
  void WaitForSockets(absl::Duration at_most) {
    const absl::Duration wait = std::clamp(timer_ - SteadyNow(), absl::ZeroDuration(), at_most);
    epoll_event events[kEventsAtOnce];
    const auto wait_ms = static_cast<int>(absl::ToInt64Milliseconds(absl::Ceil(wait, absl::Milliseconds(1))));
    const int count = epoll_wait(epoll_, events, kEventsAtOnce, not_started_.empty() ? wait_ms : 0);
    int running = 0;
    for (int i = 0; i < count; ++i) {
      const uint32_t seen = events[i].events;
      const int action = ((seen & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                         ((seen & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                         ((seen & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
      curl_multi_socket_action(multi_, events[i].data.fd, action, &running);
    }
    if (SteadyNow() < timer_) return;
    timer_ = absl::InfiniteDuration();
    curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  }

  // The connection goes with its request.
  void Finish(CURL* easy, CURLcode code, const Ended& ended) {
    const auto found = requests_.find(easy);
    const std::unique_ptr<HttpsRequest> request = std::move(found->second);
    requests_.erase(found);
    Attempt attempt = request->Finish(code);
    curl_multi_remove_handle(multi_, easy);
    ended(request->ticket(), std::move(attempt));
  }

  static int WatchSocket(CURL*, curl_socket_t socket, int what, void* courier, void*) {
    const int epoll = static_cast<HttpsCourier*>(courier)->epoll_;
    if (what == CURL_POLL_REMOVE) return epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nullptr), 0;
    epoll_event event{};
    event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
    event.data.fd = socket;
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0) epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
    return 0;
  }

  static int SetTimer(CURLM*, long timeout_ms, void* courier) {  // NOLINT(google-runtime-int): libcurl's type
    static_cast<HttpsCourier*>(courier)->timer_ =
        timeout_ms < 0 ? absl::InfiniteDuration() : SteadyNow() + absl::Milliseconds(timeout_ms);
    return 0;
  }

  const FetchOptions options_;
  const int epoll_;
  CURLM* const multi_;
  CurlList headers_;
  SteadyTime timer_ = absl::InfiniteDuration();
  std::unordered_map<CURL*, std::unique_ptr<HttpsRequest>> requests_;
  std::vector<size_t> not_started_;
};

}  // namespace

std::unique_ptr<Courier> MakeHttpsCourier(const FetchOptions& options) {
  return std::make_unique<HttpsCourier>(options);
}

}  // namespace nodestats::crawler
