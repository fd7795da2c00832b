package media

import (
	"slices"
	"strings"
	"testing"
)

func TestProfilesHaveTwoSpellings(t *testing.T) {
	want := []Profile{
		{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, FrameRateNum: 30000, FrameRateDen: 1001},
		{Name: "640x360", Width: 640, Height: 360, Bitrate: 800_000, FrameRateNum: 25, FrameRateDen: 1},
		{Name: "426x240", Width: 426, Height: 240, Bitrate: 400_000, FrameRateNum: 0, FrameRateDen: 1},
	}
	for _, text := range []string{
		"720p:1280x720@30000/1001:3000000, 640x360@25:800000,426x240:400000",
		`[{"name":"720p","width":1280,"height":720,"bitrate":3000000,"fps":30000,"fpsDen":1001},
		  {"width":640,"height":360,"bitrate":800000,"fps":25},{"width":426,"height":240,"bitrate":400000}]`,
	} {
		got, err := ParseProfiles(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("ParseProfiles(%q) = %+v, %v", text, got, err)
		}
	}
}

func TestBadProfilesAreRefused(t *testing.T) {
	const good = "1280x720:1000000"
	for _, bad := range []string{
		"", "[]", "[{}]", "{}", "[", "null", "720p", good + ",", "1280x720", "1280x720:", "1280x720:0", "-1280x720:1000000",
		"1280x16:1000000", "99999x720:1000000", "7681x720:1000000", "1280x720:100000001", "1280x720@241:1000000",
		"1280x720@:1000000", "1280x720@1/0/1:1000000", "a b:1280x720:1000000", "0x0:1",
		`[{"width":1280,"height":720,"bitrate":1000,"fps":-1}]`, `[{"width":1e9,"height":720,"bitrate":1000}]`,
		`[{"width":2147483648,"height":2147483648,"bitrate":1000}]`, `[{"width":"1280","height":720,"bitrate":1000}]`,
		strings.Repeat(good+",", MaxProfiles) + good,
	} {
		if got, err := ParseProfiles(bad); err == nil {
			t.Errorf("ParseProfiles(%q) = %+v", bad, got)
		}
	}
	if _, err := ParseProfiles(strings.Repeat(good+",", MaxProfiles-1) + good); err != nil {
		t.Error(err)
	}
}
