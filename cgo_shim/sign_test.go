//go:build nodestats && cgo

package nodestats

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
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
	signature[len(signature)-1] = 27
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

func TestAReleaseAppearsOnceItIsSigned(t *testing.T) {
	s := &signer{size: 65, fail: errors.New("the keystore is locked")}
	engine := open(t, signedConfig(s))
	end := firstHour.Add(time.Hour)
	for now := firstHour.Add(-time.Second); !now.After(end.Add(time.Minute)); now = now.Add(time.Second) {
		if err := engine.Advance(now); err != nil {
			t.Fatal(err)
		}
	}
	if err := engine.Settle(); !errors.Is(err, s.fail) {
		t.Errorf("Settle() = %v", err)
	}
	if got := releases(t, engine); len(got) != 0 {
		t.Errorf("%d releases without their signatures", len(got))
	}
	s.fail = nil
	drive(t, engine, end.Add(61*time.Second), end.Add(62*time.Second))
	if got := releases(t, engine); len(got) != 1 {
		t.Errorf("%d releases after signing", len(got))
	}
}

func TestASignatureOfAnotherSizeIsRefused(t *testing.T) {
	s := &signer{size: 64}
	engine := open(t, signedConfig(s))
	for now := firstHour.Add(-time.Second); !now.After(firstHour.Add(time.Hour)); now = now.Add(time.Second) {
		if err := engine.Advance(now); err != nil {
			t.Fatal(err)
		}
	}
	if err := engine.Settle(); !errors.Is(err, ErrInvalid) {
		t.Errorf("Settle() = %v", err)
	}
}

func TestWithoutASignerReleasesAppearUnsigned(t *testing.T) {
	engine, _ := published(t)
	if got := releases(t, engine); len(got) != 1 || len(got[0].signature) != 0 {
		t.Errorf("%d releases", len(got))
	}
}
