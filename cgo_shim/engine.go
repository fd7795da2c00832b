//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Engine counts segments and publishes summaries. Its methods may be called at the same time, but for Close.
type Engine struct {
	c        *C.nodestats_engine
	config   Config
	closed   atomic.Bool
	nowMS    atomic.Int64 // time of the last Advance in Unix milliseconds; 0 before
	restore  sync.Once
	signing  sync.Mutex
	frozen   frozen
	limits   *limits
	warnings warnings
}

var privacyModes = map[string]C.uint32_t{
	"":                C.NODESTATS_PRIVACY_STREAM_HOUR,
	PrivacyStreamHour: C.NODESTATS_PRIVACY_STREAM_HOUR,
	PrivacyStreamDay:  C.NODESTATS_PRIVACY_STREAM_DAY,
	PrivacyBinned:     C.NODESTATS_PRIVACY_BINNED,
}

// Open makes an Engine, or says why not: nothing is counted or served then.
func Open(config Config) (*Engine, error) {
	if err := checkVersion(libraryVersion(), headerVersion); err != nil {
		return nil, err
	}
	privacy, ok := privacyModes[config.Privacy]
	if !ok {
		return nil, fmt.Errorf("nodestats: privacy mode %q is none of %s, %s, %s",
			config.Privacy, PrivacyStreamHour, PrivacyStreamDay, PrivacyBinned)
	}
	if (config.Sign == nil) != (config.Signer == [20]byte{}) {
		return nil, errors.New("nodestats: Signer and Sign belong together: give both or neither")
	}
	if config.FrozenDir != "" {
		if err := os.MkdirAll(config.FrozenDir, 0o700); err != nil {
			return nil, fmt.Errorf("nodestats: folder of frozen releases: %w", err)
		}
	}
	e := &Engine{config: config, limits: newLimits()}
	e.frozen.folder, e.warnings.write = frozenFolder(config.FrozenDir), config.Warn
	e.config.NodeURIs = usableNodeURIs(config.NodeURIs, func(line string) { e.warnings.warn(line, line) })
	if err := e.open(privacy); err != nil {
		return nil, err
	}
	if config.GeoDB == "" {
		e.warnings.warn("geo", "no geo database found: every place will be unknown (ZZ)")
	}
	e.judgeGeo()
	return e, nil
}

func (e *Engine) open(privacy C.uint32_t) error {
	var config C.nodestats_config
	C.nodestats_config_init(&config)
	config.privacy = privacy
	config.chain_id = C.uint64_t(e.config.ChainID)
	paths := geoPaths(e.config.GeoDB)
	config.geo_path = cString(paths[0])
	defer freeString(config.geo_path)
	if len(paths) > 1 {
		config.more_geo_path = cString(paths[1])
		defer freeString(config.more_geo_path)
	}
	config.host_version = cString(e.config.HostVersion)
	defer freeString(config.host_version)
	config.node_uris = cString(strings.Join(e.config.NodeURIs, " "))
	defer freeString(config.node_uris)
	for i := range e.config.Recipient {
		config.recipient[i] = C.uint8_t(e.config.Recipient[i])
		config.signer[i] = C.uint8_t(e.config.Signer[i])
	}
	switch err := statusError(C.nodestats_open(&config, &e.c)); {
	case err == nil:
		return nil
	case errors.Is(err, ErrGeoOpen), errors.Is(err, ErrGeoInvalid), errors.Is(err, ErrGeoType), errors.Is(err, ErrGeoSize):
		return geoError(paths, err)
	default:
		return fmt.Errorf("nodestats: cannot open: %w", err)
	}
}

// Close frees the engine; the open hour is lost. Nothing may be under way on it, Run least of all. Later calls do
// nothing. A process that ends need not close.
func (e *Engine) Close() {
	if e == nil || e.closed.Swap(true) {
		return
	}
	C.nodestats_close(e.c)
}

// off tells that there is nothing to do: no engine, or a closed one.
func (e *Engine) off() bool { return e == nil || e.closed.Load() }

// now is the time as the engine was last told, and before that the system's.
func (e *Engine) now() time.Time {
	if ms := e.nowMS.Load(); ms != 0 {
		return time.UnixMilli(ms)
	}
	return time.Now()
}
