package integration

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
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
func recoverSigner(t *testing.T, r *release) string {
	t.Helper()
	instance, err := hex.DecodeString(r.InstanceID)
	if err != nil || len(instance) != 16 {
		t.Fatalf("instance id %q is not 32 hexadecimal digits", r.InstanceID)
	}
	message := []byte("nodestats.v1 release\n")
	message = binary.BigEndian.AppendUint64(message, uint64(r.ChainID))
	message = append(message, instance...)
	message = append(message, r.payload...)
	prefix := fmt.Sprintf("\x19Ethereum Signed Message:\n%d", len(message))
	if len(r.signature) != 65 {
		t.Fatalf("release %s to %d has a signature of %d bytes", r.Window, r.End, len(r.signature))
	}
	compact := append([]byte{r.signature[64]}, r.signature[:64]...)
	key, _, err := ecdsa.RecoverCompact(compact, keccak256([]byte(prefix), message))
	if err != nil {
		t.Fatalf("release %s to %d: %v", r.Window, r.End, err)
	}
	return "0x" + hex.EncodeToString(keccak256(key.SerializeUncompressed()[1:])[12:])
}
