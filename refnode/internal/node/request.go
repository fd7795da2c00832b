package node

import (
	"errors"
	"net/http"

	"github.com/livepeer/nodestats/refnode/internal/account"
	"github.com/livepeer/nodestats/refnode/internal/media"
)

// request is what a gateway says of a segment.
type request struct {
	manifest string
	sender   account.Address // zero off-chain
	profiles []media.Profile
}

const maxManifestBytes = 4096

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
	return request{manifest, sender, profiles}, err
}
