package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// clockTime is a time of the demo's first day: hour, minute and second. 24:00:00 is the second day's beginning.
type clockTime [3]int

func (c clockTime) String() string { return fmt.Sprintf("%02d:%02d:%02d", c[0], c[1], c[2]) }

// node is the one that is played to.
type node struct {
	service, cli string
	client       *http.Client
	day          time.Time // the demo's first day, once the clock was read
}

func newNode(service, cli string) *node {
	// The certificate is the node's own and new at each start. Who it is, its signatures tell.
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}
	return &node{service: service, cli: cli, client: &http.Client{Transport: transport, Timeout: 2 * time.Minute}}
}

// ask sends a request and gives the body of its answer.
func (n *node) ask(method, address string, header http.Header, body []byte) ([]byte, error) {
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header
	response, err := n.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s: %s", method, request.URL.Path, response.Status, answer)
	}
	return answer, err
}

// send plays one segment, as a proxy in front of the node would hand on that of a gateway far away.
func (n *node) send(s stream, segment []byte) error {
	query := url.Values{"manifest": {s.manifest}, "sender": {s.sender}, "profiles": {s.profiles}}
	header := http.Header{
		"X-Forwarded-For":  {s.from.address},
		"Content-Duration": {fmt.Sprint(segmentDuration.Milliseconds())},
	}
	answer, err := n.ask(http.MethodPost, n.service+"/segment?"+query.Encode(), header, segment)
	if err != nil {
		return err
	}
	var made struct{ Outcome, Error string }
	if err := json.Unmarshal(answer, &made); err != nil {
		return err
	}
	if made.Outcome != "ok" {
		return fmt.Errorf("%s: %s: %s", s.manifest, made.Outcome, made.Error)
	}
	return nil
}

// now reads the node's clock.
func (n *node) now() (time.Time, error) {
	answer, err := n.ask(http.MethodGet, n.cli+"/clock", nil, nil)
	if err != nil {
		return time.Time{}, err
	}
	var clock struct{ Unix int64 }
	err = json.Unmarshal(answer, &clock)
	return time.Unix(clock.Unix, 0).UTC(), err
}

// wait lets the node's clock go on.
func (n *node) wait(by time.Duration) error {
	_, err := n.ask(http.MethodPost, n.cli+"/clock", nil, fmt.Appendf(nil, `{"advance":%q}`, by))
	return err
}

// waitUntil lets the node's clock go on to a time of the demo's first day.
func (n *node) waitUntil(at clockTime) error {
	now, err := n.now()
	if err != nil {
		return err
	}
	if n.day.IsZero() {
		n.day = now.Truncate(24 * time.Hour)
	}
	then := time.Date(n.day.Year(), n.day.Month(), n.day.Day(), at[0], at[1], at[2], 0, time.UTC)
	if !then.After(now) {
		return errors.New("the node's clock is past the programme: start it before " + programme[0].at.String())
	}
	return n.wait(then.Sub(now))
}
