package account

import (
	"fmt"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"golang.org/x/crypto/sha3"
)

// Account signs with one key.
type Account struct{ key *secp256k1.PrivateKey }

// Address is the account's name: the end of its public key's hash.
func (a *Account) Address() Address { return addressOf(a.key.PubKey()) }

// Sign signs message as an Ethereum personal message (EIP-191 version 0x45): 65 bytes r, s, v with v 27 or 28.
func (a *Account) Sign(message []byte) ([]byte, error) {
	const uncompressed = false
	vrs := ecdsa.SignCompact(a.key, personalHash(message), uncompressed)
	return append(vrs[1:], vrs[0]), nil
}

func personalHash(message []byte) []byte {
	return keccak256([]byte(fmt.Sprintf("\x19Ethereum Signed Message:\n%d", len(message))), message)
}

func keccak256(parts ...[]byte) []byte {
	hash := sha3.NewLegacyKeccak256()
	for _, part := range parts {
		hash.Write(part)
	}
	return hash.Sum(nil)
}
