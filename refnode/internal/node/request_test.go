package node

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestARequestNamesItsStreamAndProfiles(t *testing.T) {
	query := url.Values{
		"manifest": {"a/b c"}, "sender": {"0x00000000000000000000000000000000000000ff"}, "profiles": {"360p:640x360:800000"},
	}
	got, err := parseRequest(httptest.NewRequest("POST", "/segment?"+query.Encode(), nil))
	if err != nil || got.manifest != "a/b c" || got.sender[19] != 0xff || len(got.profiles) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestARequestWithoutWhatIsNeededIsRefused(t *testing.T) {
	const profiles = "profiles=640x360:800000"
	for _, bad := range []string{
		"", profiles, "manifest=&" + profiles, "manifest=m", "manifest=m&profiles=", "manifest=m&sender=me&" + profiles,
		"manifest=" + strings.Repeat("m", maxManifestBytes+1) + "&" + profiles,
	} {
		if got, err := parseRequest(httptest.NewRequest("POST", "/segment?"+bad, nil)); err == nil {
			t.Errorf("%.60s: %+v", bad, got)
		}
	}
}
