//go:build nodestats && cgo

package nodestats

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
)

func TestALibraryOfAnotherVersionIsRefused(t *testing.T) {
	if err := checkVersion(libraryVersion(), headerVersion); err != nil || !Available() {
		t.Errorf("Available() = %v, %v", Available(), err)
	}
	err := checkVersion("0.1.0", "0.2.0")
	if err == nil || !strings.Contains(err.Error(), "0.1.0") || !strings.Contains(err.Error(), "0.2.0") {
		t.Error(err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	noDatabase := filepath.Join(t.TempDir(), "none.mmdb")
	inTheWay := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(inTheWay, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	sign := func([]byte) ([]byte, error) { return nil, nil }
	tests := []struct {
		config Config
		is     error
		says   string
	}{
		{Config{Privacy: "none"}, nil, `"none" is none of stream-hour, stream-day, binned`},
		{Config{Privacy: PrivacyBinned, GeoDB: noDatabase}, ErrGeoOpen, noDatabase},
		{Config{Privacy: PrivacyBinned, GeoDB: inTheWay}, ErrGeoInvalid, inTheWay},
		{Config{Privacy: PrivacyBinned, Signer: [20]byte{1}}, nil, "Signer and Sign belong together"},
		{Config{Privacy: PrivacyBinned, Sign: sign}, nil, "Signer and Sign belong together"},
		{Config{Privacy: PrivacyBinned, HostVersion: "two\nlines"}, ErrInvalid, "cannot open"},
		{Config{Privacy: PrivacyBinned, FrozenDir: filepath.Join(inTheWay, "frozen")}, nil, inTheWay},
	}
	for _, test := range tests {
		engine, err := Open(test.config)
		if engine != nil || err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("Open(%+v): %v, want %q", test.config, err, test.says)
		}
		if test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%v is not %v", err, test.is)
		}
	}
}

func TestAnEngineWithoutADatabaseWarnsOnce(t *testing.T) {
	var log log
	engine := open(t, Config{Warn: log.warn})
	publish(t, engine, firstHour)
	if count := log.count("no geo database"); count != 1 || len(log.lines) != 1 {
		t.Errorf("warned %q", log.lines)
	}
}

func TestNilAndClosedEnginesDoNothing(t *testing.T) {
	closed := open(t, Config{})
	closed.Close()
	for name, engine := range map[string]*Engine{"nil": nil, "closed": closed} {
		engine.Run(context.Background())
		err := errors.Join(engine.Advance(firstHour), engine.RecordSegment("manifest", segment()),
			engine.RecordSegment("", nil), engine.Settle())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if engine.Info() != (Info{}) || engine.StartupLine("https://node") != "" || engine.Peer("192.0.2.1:1", nil).IsValid() {
			t.Errorf("%s: has something to tell", name)
		}
		engine.Close()
	}
	var none *Engine
	none.RegisterGRPC(grpc.NewServer())
	for _, handler := range []http.Handler{none.Handler(), none.ExactHandler()} {
		if answer := ask(handler, http.MethodGet, Path, nil); answer.Code != http.StatusNotFound {
			t.Errorf("nil: answered %d", answer.Code)
		}
	}
	for _, handler := range []http.Handler{closed.Handler(), closed.ExactHandler()} {
		if answer := ask(handler, http.MethodGet, Path, nil); answer.Code != http.StatusServiceUnavailable {
			t.Errorf("closed: answered %d", answer.Code)
		}
	}
}

// ask sends a request from this machine to a handler.
func ask(handler http.Handler, method, target string, header http.Header) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, nil)
	request.RemoteAddr, request.Host = "127.0.0.1:4711", "localhost"
	if header != nil {
		request.Header = header
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}

func TestAnAbandonedHourIsNotWhole(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour.Add(-time.Second), firstHour)
	if info := engine.Info(); !info.HourIsWhole || !info.HourStart.Equal(firstHour) {
		t.Errorf("%+v", info)
	}
	drive(t, engine, firstHour.Add(5*time.Minute), firstHour.Add(5*time.Minute))
	if info := engine.Info(); info.HourIsWhole {
		t.Errorf("%+v after a gap", info)
	}
}
