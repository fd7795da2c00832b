// Package account is an Ethereum account that signs personal messages with a key in a file.
package account

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// Address is an Ethereum address.
type Address [20]byte

// ParseAddress reads "0x" and 40 hexadecimal digits. Empty is the zero address.
func ParseAddress(text string) (Address, error) {
	var address Address
	if text == "" {
		return address, nil
	}
	digits, prefixed := strings.CutPrefix(text, "0x")
	bytes, err := hex.DecodeString(digits)
	if !prefixed || err != nil || len(bytes) != len(address) {
		return address, fmt.Errorf("%.60q is not an address of 0x and 40 hexadecimal digits", text)
	}
	return Address(bytes), nil
}
