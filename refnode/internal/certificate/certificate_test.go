package certificate

import "testing"

func TestTheCertificateNamesItsHost(t *testing.T) {
	for _, host := range []string{"", "192.0.2.1", "node.example.org"} {
		certificate, err := SelfSigned(host)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"localhost", "127.0.0.1", host} {
			if err := certificate.Leaf.VerifyHostname(name); name != "" && err != nil {
				t.Errorf("certificate for %q: %v", host, err)
			}
		}
	}
}
