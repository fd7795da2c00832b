package network

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// railNode is a reference node that has been through the last hours of a day.
type railNode struct {
	recipient, service, cli string
	t                       testing.TB
}

var anyCertificate = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}

func (n *railNode) ask(method, address string, body []byte, headers ...string) string {
	n.t.Helper()
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	if err != nil {
		n.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := anyCertificate.Do(request)
	if err != nil {
		n.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		n.t.Fatalf("%s: %s: %v: %s", address, response.Status, err, text)
	}
	return string(text)
}

func (n *railNode) advance(by time.Duration) {
	n.t.Helper()
	n.ask("POST", n.cli+"/clock", fmt.Appendf(nil, `{"advance":%q}`, by))
}

// play sends a real segment of 2 s, as a gateway at an address.
func (n *railNode) play(manifest, from string) {
	n.t.Helper()
	segment, err := os.ReadFile(filepath.Join(os.Getenv("NODESTATS_MEDIA"), "480p25", "00.ts"))
	if err != nil {
		n.t.Fatal(err)
	}
	query := url.Values{"manifest": {manifest}, "sender": {"0xabcdefabcdef00000000000000000000000000a1"}, "profiles": {"256x144:100000"}}
	n.ask("POST", n.service+"/segment?"+query.Encode(), segment, "X-Forwarded-For", from)
}

// startRailNode starts one `hours` and a bit before the end of a day, plays in each hour, and lets it publish the day.
func startRailNode(t testing.TB, recipient, mode string, dayEnd time.Time, hours int, more ...string) *railNode {
	t.Helper()
	service, cli := "127.0.0.1:"+FreePort(t), "127.0.0.1:"+FreePort(t)
	begin := dayEnd.Add(-time.Duration(hours)*time.Hour - 10*time.Second)
	Start(t, "NODESTATS_REFNODE", append([]string{"-serviceAddr", service, "-cliAddr", cli, "-dataDir", t.TempDir(), "-nodeStats",
		"-nodeStatsPrivacy", mode, "-nodeStatsGeoDB", os.Getenv("NODESTATS_GEODB"), "-nodeStatsTrustedProxies", "127.0.0.1/32",
		"-recipient", recipient, "-demoClock", begin.Format(time.RFC3339)}, more...)...)
	n := &railNode{recipient, "https://" + service, "http://" + cli, t}
	AwaitReady(t, n.cli+"/clock")
	n.advance(15 * time.Second)
	for hour := range hours {
		n.play("match", "143.107.253.3")
		if hour%2 == 0 {
			n.play("concert", "130.149.7.201")
		}
		n.advance(time.Hour)
	}
	n.advance(10 * time.Second)
	return n
}
