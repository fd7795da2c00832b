package integration

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"golang.org/x/crypto/sha3"
)

func keccak256(parts ...[]byte) []byte {
	hash := sha3.NewLegacyKeccak256()
	for _, part := range parts {
		hash.Write(part)
	}
	return hash.Sum(nil)
}

// recoverSigner gives the account that signed a release, from the public rules alone.
func recoverSigner(r *release) (string, error) {
	instance, err := hex.DecodeString(r.InstanceID)
	if err != nil || len(instance) != 16 {
		return "", fmt.Errorf("instance id %q is not 32 hexadecimal digits", r.InstanceID)
	}
	if len(r.signature) != 65 {
		return "", fmt.Errorf("a signature of %d bytes", len(r.signature))
	}
	message := []byte("nodestats.v1 release\n")
	message = binary.BigEndian.AppendUint64(message, uint64(r.ChainID))
	message = append(message, instance...)
	message = append(message, r.payload...)
	prefix := fmt.Sprintf("\x19Ethereum Signed Message:\n%d", len(message))
	compact := append([]byte{r.signature[64]}, r.signature[:64]...)
	key, _, err := ecdsa.RecoverCompact(compact, keccak256([]byte(prefix), message))
	if err != nil {
		return "", err
	}
	return "0x" + hex.EncodeToString(keccak256(key.SerializeUncompressed()[1:])[12:]), nil
}

func TestEachReleaseIsSignedByTheAccountThatItNames(t *testing.T) {
	node := theDay(t).node
	_, announced, found := strings.Cut(node.log.String(), "signed by ")
	if !found {
		t.Fatalf("the node does not say who signs:\n%s", node.log)
	}
	releases := node.releases(t, "")
	if len(releases) != 4 {
		t.Fatalf("%d releases, not 2 hours, 4 hours and a day", len(releases))
	}
	for _, r := range releases {
		signer, err := recoverSigner(&r)
		if err != nil || signer != r.Signer || !strings.HasPrefix(announced, signer) {
			t.Errorf("%s to %d is signed by %s, %v; it names %s", r.Window, r.End, signer, err, r.Signer)
		}
		// Under other bytes the same signature is another's, or nobody's.
		r.payload[len(r.payload)/2] ^= 1
		if other, err := recoverSigner(&r); err == nil && other == signer {
			t.Errorf("%s to %d: an altered release has the same signer", r.Window, r.End)
		}
	}
}
