package nodestats

import (
	"fmt"
	"strings"
	"testing"
)

func TestTrustedProxiesAreNetworksAndAddresses(t *testing.T) {
	tests := map[string]string{
		"":                               "[]",
		" , ":                            "[]",
		"10.1.2.3/8":                     "[10.0.0.0/8]",
		"127.0.0.1, ::1":                 "[127.0.0.1/32 ::1/128]",
		"fd00::/8,192.0.2.1":             "[fd00::/8 192.0.2.1/32]",
		"::ffff:192.0.2.1":               "[192.0.2.1/32]",
		"::ffff:192.0.2.0/120":           "[192.0.2.0/24]",
		"fe80::1%eth0":                   "[fe80::1/128]",
		"0.0.0.0/0":                      "[0.0.0.0/0]",
		strings.Repeat("10.0.0.0/8,", 2): "[10.0.0.0/8 10.0.0.0/8]",
	}
	for list, want := range tests {
		got, err := ParseTrustedProxies(list)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("ParseTrustedProxies(%q) = %v, %v; want %s", list, got, err, want)
		}
	}
}

func TestWhatIsNoProxyIsNamed(t *testing.T) {
	for _, bad := range []string{"localhost", "10.0.0.0/33", "10.0.0", "1.2.3.4:80", "10.0.0.0/8/8", "fe80::/10%eth0", "*"} {
		_, err := ParseTrustedProxies("127.0.0.1," + bad)
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%q", bad)) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
