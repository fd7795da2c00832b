package account

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

// Load opens the account whose key is in a file, as 64 hexadecimal digits.
func Load(path string) (*Account, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	secret, err := hex.DecodeString(strings.TrimPrefix(strings.TrimSpace(string(text)), "0x"))
	var scalar secp256k1.ModNScalar
	if err != nil || len(secret) != secp256k1.PrivKeyBytesLen || scalar.SetByteSlice(secret) || scalar.IsZero() {
		return nil, fmt.Errorf("%s does not hold a secp256k1 key of 64 hexadecimal digits", path)
	}
	return &Account{secp256k1.NewPrivateKey(&scalar)}, nil
}

// LoadOrMake opens the account in a file, and makes it with a new key where there is none.
func LoadOrMake(path string) (*Account, error) {
	account, err := Load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return account, err
	}
	if account, err = Make(); err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, []byte(hex.EncodeToString(account.key.Serialize())+"\n"), 0o600); err != nil {
		return nil, err
	}
	return account, nil
}

// Make makes an account with a new key, which is in no file.
func Make() (*Account, error) {
	key, err := secp256k1.GeneratePrivateKey()
	return &Account{key}, err
}
