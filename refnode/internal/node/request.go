package node

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/livepeer/nodestats/refnode/internal/account"
	"github.com/livepeer/nodestats/refnode/internal/media"
)

// request is what a gateway says of a segment.
type request struct {
	manifest string
	sender   account.Address // zero off-chain
	profiles []media.Profile
	duration time.Duration // of the media: the node takes the gateway's word for it
}

const (
	maxManifestBytes = 4096
	// What the node's gateway presumes where it is told nothing.
	usualDuration = 2 * time.Second
	maxDuration   = 5 * time.Minute
)

func parseRequest(r *http.Request) (request, error) {
	query := r.URL.Query()
	manifest := query.Get("manifest")
	if manifest == "" || len(manifest) > maxManifestBytes {
		return request{}, errors.New("manifest has to have 1 to 4096 bytes")
	}
	sender, err := account.ParseAddress(query.Get("sender"))
	if err != nil {
		return request{}, err
	}
	profiles, err := media.ParseProfiles(query.Get("profiles"))
	if err != nil {
		return request{}, err
	}
	duration, err := parseDuration(r.Header.Get("Content-Duration"))
	return request{manifest, sender, profiles, duration}, err
}

// parseDuration reads milliseconds.
func parseDuration(text string) (time.Duration, error) {
	if text == "" {
		return usualDuration, nil
	}
	milliseconds, err := strconv.ParseInt(text, 10, 32)
	duration := time.Duration(milliseconds) * time.Millisecond
	if err != nil || duration <= 0 || duration > maxDuration {
		return 0, fmt.Errorf("Content-Duration has to be 1 to %d, in milliseconds", maxDuration.Milliseconds())
	}
	return duration, nil
}
