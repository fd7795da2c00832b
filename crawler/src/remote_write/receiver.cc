#include "remote_write/receiver.h"

#include <curl/curl.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "nodestats/nodestats.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kMaxShownBytes = 500;  // of an answer

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

struct CurlDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

void Append(HeaderList& list, const std::string& line) {
  if (curl_slist* longer = curl_slist_append(list.get(), line.c_str()); longer != nullptr) {
    list.release();  // NOLINT(bugprone-unused-return-value): it is the longer one now
    list.reset(longer);
  }
}

HeaderList MakeHeaders(const RemoteWriteOptions& options) {
  HeaderList list;
  for (const char* line : {"Content-Type: application/x-protobuf", "Content-Encoding: snappy",
                           "X-Prometheus-Remote-Write-Version: 0.1.0", "Expect:"}) {
    Append(list, line);
  }
  for (const auto& [name, value] : options.headers) Append(list, absl::StrCat(name, ": ", value));
  return list;
}

// Keeps what may be shown of an answer, and reads on to its end.
size_t Keep(char* data, size_t, size_t size, void* user) {
  auto& kept = *static_cast<std::string*>(user);
  for (const char c : absl::string_view(data, std::min(size, kMaxShownBytes - kept.size()))) {
    kept += absl::ascii_isprint(static_cast<unsigned char>(c)) ? c : ' ';
  }
  return size;
}

int StopWhenTold(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const std::atomic<bool>*>(user) ? 1 : 0;
}

absl::Duration RetryAfter(CURL* curl) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
  return absl::Seconds(std::max<int64_t>(seconds, 0));
}

Reply ReadStatus(CURL* curl, const std::string& where, absl::string_view answer) {
  long status = 0;  // NOLINT(google-runtime-int): libcurl's type
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {};
  answer = absl::StripAsciiWhitespace(answer);
  const std::string words =
      absl::StrCat("remote write to ", where, ": HTTP ", status, answer.empty() ? "" : ": ", answer);
  if (status == 408 || status == 429 || status >= 500) return {absl::UnavailableError(words), true, RetryAfter(curl)};
  Reply reply{absl::FailedPreconditionError(words)};
  reply.refuses_content = status == 400 || status == 409 || status == 413 || status == 422;
  return reply;
}

}  // namespace

struct Receiver::Handle {
  std::string where;
  const std::atomic<bool>* stop;
  HeaderList headers;
  std::unique_ptr<CURL, CurlDeleter> curl{curl_easy_init()};
  std::string answer{};
};

Receiver::Receiver(const RemoteWriteOptions& options, const std::atomic<bool>& stop)
    : handle_(new Handle{ShownUrl(options.url), &stop, MakeHeaders(options)}) {
  CURL* curl = handle_->curl.get();
  if (curl == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_URL, options.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, handle_->headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "nodestats-crawl/" NODESTATS_VERSION);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(options.deadline)));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &handle_->answer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &StopWhenTold);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stop);
}

Receiver::~Receiver() = default;

Reply Receiver::Post(const std::string& body) {
  CURL* curl = handle_->curl.get();
  if (curl == nullptr) return {absl::ResourceExhaustedError("remote write: libcurl has no memory")};
  handle_->answer.clear();
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK) return ReadStatus(curl, handle_->where, handle_->answer);
  const std::string words = absl::StrCat("remote write to ", handle_->where, ": ", curl_easy_strerror(code));
  if (code == CURLE_ABORTED_BY_CALLBACK) return {absl::CancelledError(words)};
  const bool hopeless = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
  return {hopeless ? absl::InvalidArgumentError(words) : absl::UnavailableError(words), !hopeless};
}

std::string ShownUrl(const std::string& url) {
  std::string shown = url.substr(0, url.find_first_of("?#"));
  const size_t slashes = shown.find("://");
  const size_t host = slashes == std::string::npos ? 0 : slashes + 3;
  const size_t at = shown.rfind('@', shown.find('/', host));
  if (at != std::string::npos && at >= host) shown.erase(host, at + 1 - host);
  return shown;
}

}  // namespace nodestats::crawler
