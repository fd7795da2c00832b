//go:build nodestats && cgo

package nodestats

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// limited is an engine with one release that takes this machine for a trusted proxy, so that a test can be anybody, and
// whose limits stand still.
func limited(t *testing.T, warn func(string)) (*Engine, string) {
	t.Helper()
	trusted, err := ParseTrustedProxies("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	engine := open(t, Config{TrustedProxies: trusted, Warn: warn})
	publish(t, engine, firstHour)
	engine.limits.now = func() time.Duration { return 0 }
	server := httptest.NewServer(engine.Handler())
	t.Cleanup(server.Close)
	return engine, server.URL
}

// askAs asks from a peer, and gives the answer with its body.
func askAs(t *testing.T, peer, method, url string, header ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Forwarded-For", peer)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestAPeerThatAsksForTooMuchIsToldWhenToComeAgain(t *testing.T) {
	_, url := limited(t, nil)
	taken := 0
	var refused *http.Response
	var why string
	for refused == nil {
		answer, body := askAs(t, "203.0.113.9", "GET", url, "Accept", "application/json", "Accept-Encoding", "identity")
		switch taken += len(body) + requestBytes; {
		case answer.StatusCode == http.StatusTooManyRequests:
			refused, why = answer, body
		case answer.StatusCode != http.StatusOK || taken > 2*peerBurstBytes:
			t.Fatalf("%s after %d bytes", answer.Status, taken)
		}
	}
	seconds, err := strconv.Atoi(refused.Header.Get("Retry-After"))
	if err != nil || seconds < 1 || seconds > 10 || taken < peerBurstBytes ||
		why != fmt.Sprintf("too many requests from your address: try again in %d s\n", seconds) {
		t.Errorf("after %d bytes: %v %q", taken, refused.Header, why)
	}
	if answer, _ := askAs(t, "203.0.113.10", "GET", url); answer.StatusCode != http.StatusOK {
		t.Errorf("another peer: %s", answer.Status)
	}
}

func TestAnswersWithoutABodyCostLittle(t *testing.T) {
	engine, url := limited(t, nil)
	first, _ := askAs(t, "203.0.113.9", "GET", url)
	before := engine.limits.all
	for _, ask := range []func(){
		func() { askAs(t, "203.0.113.9", "GET", url, "If-None-Match", first.Header.Get("ETag")) },
		func() { askAs(t, "203.0.113.9", "HEAD", url) },
		func() { askAs(t, "203.0.113.9", "GET", url+"?since=x") },
	} {
		ask()
		var one account
		one.charge(0, requestBytes, allBytesPerSecond)
		if engine.limits.all != before+one {
			t.Errorf("charged %v, not %v", engine.limits.all-before, one)
		}
		before = engine.limits.all
	}
}

func TestWhereAllTakeTooMuchTheOperatorIsToldOnce(t *testing.T) {
	var said log
	engine, url := limited(t, said.warn)
	for i := uint32(0); engine.limits.take(peerNumber(i), 1<<20); i++ {
	}
	for range 3 {
		answer, why := askAs(t, "203.0.113.9", "GET", url)
		if answer.StatusCode != http.StatusTooManyRequests || !strings.Contains(why, "from all readers together") {
			t.Errorf("%s: %s", answer.Status, why)
		}
	}
	if said.count("readers of /nodestats") != 1 {
		t.Errorf("%q", said.lines)
	}
}

func TestGRPCIsLimitedLikeHTTP(t *testing.T) {
	engine, url := limited(t, nil)
	for name, serve := range map[string]func(*testing.T, *grpc.Server) *grpc.ClientConn{"Serve": serveGRPC, "ServeHTTP": serveMixed} {
		t.Run(name, func(t *testing.T) {
			engine.limits = newLimits()
			engine.limits.now = func() time.Duration { return 0 }
			server := grpc.NewServer()
			engine.RegisterGRPC(server)
			connection := serve(t, server)
			ctx := metadata.AppendToOutgoingContext(context.Background(), "x-forwarded-for", "203.0.113.9")
			taken, trailer := 0, metadata.MD{}
			var err error
			for err == nil && taken < 2*peerBurstBytes {
				response := &emptypb.Empty{}
				err = connection.Invoke(ctx, getSummaryMethod, wrapperspb.Int64(0), response, grpc.Trailer(&trailer))
				taken += len(response.ProtoReflect().GetUnknown()) + requestBytes
			}
			milliseconds, _ := strconv.Atoi(strings.Join(trailer.Get(retryPushback), ""))
			if status.Code(err) != codes.ResourceExhausted || taken < peerBurstBytes || milliseconds < 1000 ||
				!strings.Contains(err.Error(), fmt.Sprintf("try again in %d s", milliseconds/1000)) {
				t.Errorf("after %d bytes: %v, %v", taken, err, trailer)
			}
			if answer, _ := askAs(t, "203.0.113.9", "GET", url); answer.StatusCode != http.StatusTooManyRequests {
				t.Errorf("by HTTP: %s", answer.Status)
			}
		})
	}
}
