// Makes a window's release, once.
#ifndef NODESTATS_RELEASE_FREEZE_H_
#define NODESTATS_RELEASE_FREEZE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "domain/vectors.h"
#include "nodestats/v1/summary.pb.h"
#include "privacy/noise.h"
#include "release/message.h"
#include "release/window_sum.h"

namespace nodestats {

// What a release says of the node and of the process that makes it.
struct Identity {
  Mode mode = Mode::kBinned;
  uint8_t instance[16] = {};  // random
  uint64_t chain_id = 0;
  std::string signer;                  // "0x..." or empty
  std::string recipient;               // likewise
  std::string software_version;        // of the library and its host
  std::vector<std::string> node_uris;  // of the recipient's other nodes
};

struct GeoSource {
  std::string type;  // empty: no database
  int64_t build_unix_s = 0;
};

// The release of a window with all its figures, to which `noise`, that of one release of this window and mode, is
// added.
Message<v1::Release> Freeze(const WindowSum& sum, const Identity& identity, const GeoSource& geo, const Noise& noise);

// Adds the vectors that go into `window` in `mode`, and their domains, as of a window with `covered_hours` hours.
void AddVectors(const Tally& tally, Window window, Mode mode, int covered_hours, const Noise& noise,
                v1::Release* release);

// What is signed: see SignedRelease.signature.
std::string MessageToSign(const Identity& identity, const std::string& payload);

std::string Hex(const uint8_t* bytes, size_t size);  // lower case, without prefix

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_FREEZE_H_
