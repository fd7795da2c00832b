package media

import "testing"

func TestARenditionFollowsTheSourcesShapeAlongItsLargerSide(t *testing.T) {
	tests := []struct {
		source Size
		wanted Profile
		want   Size
	}{
		{Size{1920, 1080}, Profile{Width: 1280, Height: 720}, Size{1280, 720}},
		{Size{1920, 1080}, Profile{Width: 854, Height: 480}, Size{854, 480}},
		{Size{1920, 1080}, Profile{Width: 640, Height: 640}, Size{640, 360}},
		{Size{1440, 1080}, Profile{Width: 640, Height: 360}, Size{640, 480}},
		{Size{1080, 1920}, Profile{Width: 640, Height: 360}, Size{202, 360}},
		{Size{1000, 1000}, Profile{Width: 640, Height: 360}, Size{640, 640}},
		{Size{7680, 32}, Profile{Width: 100, Height: 100}, Size{100, 2}},
	}
	for _, test := range tests {
		if got := fit(test.source, test.wanted); got != test.want {
			t.Errorf("%v asked for %v gives %v, want %v", test.source, test.wanted.Size(), got, test.want)
		}
	}
}
