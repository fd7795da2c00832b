//go:build !(nodestats && cgo)

package nodestats

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
)

func TestOpenSaysHowToBuildWithTheLibrary(t *testing.T) {
	engine, err := Open(Config{})
	if engine != nil || !errors.Is(err, ErrNotBuilt) || !strings.Contains(err.Error(), "-tags nodestats") {
		t.Errorf("Open() = %v, %v", engine, err)
	}
	if Available() {
		t.Error("Available() without the library")
	}
}

func TestWithoutTheLibraryMethodsDoNothing(t *testing.T) {
	for _, engine := range []*Engine{nil, {}} {
		engine.Run(context.Background())
		engine.RegisterGRPC(grpc.NewServer())
		if err := errors.Join(engine.RecordSegment("m", nil), engine.Advance(time.Now()), engine.Settle()); err != nil {
			t.Error(err)
		}
		if peer := engine.Peer("192.0.2.1:1", nil); peer != (netip.Addr{}) {
			t.Errorf("Peer() = %v", peer)
		}
		if info, line := engine.Info(), engine.StartupLine("https://node"); info != (Info{}) || line != "" {
			t.Errorf("Info() = %v, StartupLine() = %q", info, line)
		}
		for _, handler := range []http.Handler{engine.Handler(), engine.ExactHandler()} {
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, Path, nil))
			if answer.Code != http.StatusNotFound {
				t.Errorf("answered %d", answer.Code)
			}
		}
		engine.Close()
	}
}

func TestStatusNamesItsNumberWithoutTheLibrary(t *testing.T) {
	if text := ErrDamaged.Error(); text != "nodestats: status 9" {
		t.Error(text)
	}
}
