package account

import (
	"encoding/hex"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
)

// String is the address with its checksum (EIP-55), as it is signed.
func (a Address) String() string {
	text := []byte(hex.EncodeToString(a[:]))
	hash := keccak256(text)
	for i, letter := range text {
		if nibble := hash[i/2] >> (4 * (1 - i%2)) & 0xf; letter >= 'a' && nibble >= 8 {
			text[i] = letter - 'a' + 'A'
		}
	}
	return "0x" + string(text)
}

// Signed tells whether signature is the address's over message, as the node has it: a personal message of the message's
// hash, 65 bytes r, s, v with v 27 or 28 and s in the lower half.
func (a Address) Signed(message, signature []byte) bool {
	if len(signature) != 65 || (signature[64] != 27 && signature[64] != 28) {
		return false
	}
	var s secp256k1.ModNScalar
	if s.SetByteSlice(signature[32:64]) || s.IsOverHalfOrder() {
		return false
	}
	public, _, err := ecdsa.RecoverCompact(append(signature[64:65:65], signature[:64]...), personalHash(keccak256(message)))
	if err != nil {
		return false
	}
	return addressOf(public) == a
}

func addressOf(key *secp256k1.PublicKey) Address {
	const formatByte = 1
	hash := keccak256(key.SerializeUncompressed()[formatByte:])
	return Address(hash[len(hash)-len(Address{}):])
}
