package media

import "testing"

// The sizes that lpms gives the same renditions.
func TestARenditionHasTheLargerSideAskedForAlongTheSourcesLargerSide(t *testing.T) {
	tests := []struct{ source, wanted, want Size }{
		{Size{1920, 1080}, Size{1280, 720}, Size{1280, 720}},
		{Size{1920, 1080}, Size{854, 480}, Size{854, 480}},
		{Size{1920, 1080}, Size{427, 240}, Size{426, 240}},
		{Size{1920, 1080}, Size{640, 640}, Size{640, 360}},
		{Size{1920, 1080}, Size{360, 640}, Size{640, 360}}, // asked for upright
		{Size{1440, 1080}, Size{640, 360}, Size{640, 480}},
		{Size{180, 320}, Size{640, 360}, Size{360, 640}},
		{Size{1080, 1920}, Size{640, 360}, Size{360, 640}},
		{Size{1080, 1920}, Size{360, 640}, Size{360, 640}},
		{Size{720, 1280}, Size{426, 240}, Size{240, 426}},
		{Size{1000, 1000}, Size{640, 360}, Size{640, 640}},
	}
	for _, test := range tests {
		if got := fit(test.source, Profile{Width: test.wanted.Width, Height: test.wanted.Height}); got != test.want {
			t.Errorf("%v asked for %v gives %v, want %v", test.source, test.wanted, got, test.want)
		}
	}
}

func TestARenditionIsNoSmallerOrLargerThanHardwareEncodes(t *testing.T) {
	tests := []struct{ source, wanted, want Size }{
		{Size{1920, 1080}, Size{256, 144}, Size{256, 144}},
		{Size{1080, 1920}, Size{256, 144}, Size{146, 260}}, // 144x256 would be too narrow
		{Size{1920, 1080}, Size{100, 56}, Size{146, 82}},
		{Size{96, 64}, Size{64, 64}, Size{146, 98}},
		{Size{64, 64}, Size{32, 32}, Size{146, 146}},
		{Size{3840, 480}, Size{256, 144}, Size{400, 50}}, // 256x32 would be too low
		{Size{2920, 1000}, Size{146, 50}, Size{146, 50}},
		{Size{1280, 720}, Size{7680, 4320}, Size{4096, 2304}},
	}
	for _, test := range tests {
		if got := fit(test.source, Profile{Width: test.wanted.Width, Height: test.wanted.Height}); got != test.want {
			t.Errorf("%v asked for %v gives %v, want %v", test.source, test.wanted, got, test.want)
		}
	}
}
