package node

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestARequestNamesItsStreamAndProfiles(t *testing.T) {
	query := url.Values{
		"manifest": {"a/b c"}, "sender": {"0x00000000000000000000000000000000000000ff"}, "profiles": {"360p:640x360:800000"},
	}
	asked := httptest.NewRequest("POST", "/segment?"+query.Encode(), nil)
	got, err := parseRequest(asked)
	if err != nil || got.duration != 2*time.Second {
		t.Errorf("%+v, %v", got, err)
	}
	asked.Header.Set("Content-Duration", "1960")
	got, err = parseRequest(asked)
	if err != nil || got.duration != 1960*time.Millisecond || got.manifest != "a/b c" || got.sender[19] != 0xff || len(got.profiles) != 1 {
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

func TestADurationThatNoSegmentHasIsRefused(t *testing.T) {
	for _, bad := range []string{"0", "-1", "300001", "2.0", "2s", "4294969296", "9223372036854775808"} {
		asked := httptest.NewRequest("POST", "/segment?manifest=m&profiles=640x360:800000", nil)
		asked.Header.Set("Content-Duration", bad)
		if got, err := parseRequest(asked); err == nil || !strings.Contains(err.Error(), "1 to 300000") {
			t.Errorf("%s: %+v, %v", bad, got, err)
		}
	}
}
