//go:build nodestats && cgo

package nodestats

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// signer is the account that the tests sign for; what it signs with is not looked at by anybody.
type signer struct {
	fail     error
	size     int
	messages [][]byte
}

func (s *signer) sign(message []byte) ([]byte, error) {
	if s.fail != nil {
		return nil, s.fail
	}
	s.messages = append(s.messages, message)
	signature := make([]byte, s.size)
	if len(signature) > 0 {
		signature[len(signature)-1] = 27
	}
	return signature, nil
}

func signedConfig(s *signer) Config {
	return Config{Sign: s.sign, Signer: [20]byte{0xab}, ChainID: 42161}
}

func TestASignedReleaseCarriesTheSignatureOfItsMessage(t *testing.T) {
	s := &signer{size: 65}
	engine := open(t, signedConfig(s))
	publish(t, engine, firstHour)
	got := releases(t, engine)
	if len(got) != 1 || len(s.messages) != 1 {
		t.Fatalf("%d releases, %d messages", len(got), len(s.messages))
	}
	if len(got[0].signature) != 65 || got[0].signature[64] != 27 {
		t.Errorf("signature %x", got[0].signature)
	}
	message, found := bytes.CutPrefix(s.messages[0], []byte("nodestats.v1 release\n"))
	if !found || binary.BigEndian.Uint64(message) != 42161 || !bytes.Equal(message[8+16:], got[0].payload) {
		t.Errorf("message %.80q", s.messages[0])
	}
	instance := hex.EncodeToString(message[8 : 8+16])
	if !bytes.Contains(got[0].payload, []byte(instance)) {
		t.Errorf("instance id %s is not in the payload", instance)
	}
}

func TestAReleaseNamesWhoMadeIt(t *testing.T) {
	config := signedConfig(&signer{size: 65})
	config.Recipient, config.HostVersion = [20]byte{0xcd}, "host/1.2.3"
	engine := open(t, config)
	publish(t, engine, firstHour)
	text := ask(engine.Handler(), http.MethodGet, Path, nil).Body.String()
	for _, want := range []string{
		`signer="0xab00000000000000000000000000000000000000"`, `recipient="0xcd00000000000000000000000000000000000000"`,
		`chain_id="42161"`, "host/1.2.3", `privacy_mode="binned"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("not published: %s", want)
		}
	}
}

func TestAReleaseAppearsOnceItIsSigned(t *testing.T) {
	s := &signer{size: 65, fail: errors.New("the keystore is locked")}
	engine := open(t, signedConfig(s))
	end := firstHour.Add(time.Hour)
	advanceThrough(t, engine, firstHour)
	if err := engine.Settle(); !errors.Is(err, s.fail) {
		t.Errorf("Settle() = %v", err)
	}
	if got := releases(t, engine); len(got) != 0 {
		t.Errorf("%d releases without their signatures", len(got))
	}
	s.fail = nil
	drive(t, engine, end.Add(11*time.Second), end.Add(12*time.Second))
	if got := releases(t, engine); len(got) != 1 {
		t.Errorf("%d releases after signing", len(got))
	}
}

func TestASignatureOfAnotherSizeIsRefused(t *testing.T) {
	s := &signer{}
	engine := open(t, signedConfig(s))
	advanceThrough(t, engine, firstHour)
	for _, s.size = range []int{0, 64, 66} {
		if err := engine.Settle(); !errors.Is(err, ErrInvalid) {
			t.Errorf("%d bytes: Settle() = %v", s.size, err)
		}
	}
	s.size = 65
	if err := engine.Settle(); err != nil {
		t.Error(err)
	}
}

func TestWithoutASignerReleasesAppearUnsigned(t *testing.T) {
	engine, _ := published(t)
	if got := releases(t, engine); len(got) != 1 || len(got[0].signature) != 0 {
		t.Errorf("%d releases", len(got))
	}
}
