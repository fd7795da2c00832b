// A release as proto3 JSON.
#ifndef NODESTATS_RENDER_RELEASE_JSON_H_
#define NODESTATS_RENDER_RELEASE_JSON_H_

#include <string>

#include "nodestats/v1/summary.pb.h"

namespace nodestats {

// The proto3 JSON mapping of a valid release. (The library links protobuf's lite runtime, which has no JSON.)
std::string ReleaseJson(const v1::Release& release);

}  // namespace nodestats

#endif  // NODESTATS_RENDER_RELEASE_JSON_H_
