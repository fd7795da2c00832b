package account

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
)

// The example in the documentation of web3.js: eth.accounts.sign("Some data", key).
const (
	exampleKey     = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
	exampleAddress = "0x2c7536e3605d9c16a7a3d7b1898e529396a65c23"
	exampleHash    = "1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655"
	exampleSigned  = "b91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd" +
		"6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c"
)

func keyFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAccountSignsAsOthersDo(t *testing.T) {
	account, err := Load(keyFile(t, exampleKey+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := ParseAddress(exampleAddress); account.Address() != want {
		t.Errorf("address %x", account.Address())
	}
	if hash := hex.EncodeToString(personalHash([]byte("Some data"))); hash != exampleHash {
		t.Errorf("hash %s", hash)
	}
	if signature, err := account.Sign([]byte("Some data")); err != nil || hex.EncodeToString(signature) != exampleSigned {
		t.Errorf("signature %x, %v", signature, err)
	}
}

func TestANewKeyIsKeptAndSignsForItsAddress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	made, err := LoadOrMake(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadOrMake(path)
	if err != nil || again.Address() != made.Address() {
		t.Errorf("%x after %x, %v", again.Address(), made.Address(), err)
	}
	if file, err := os.Stat(path); err != nil || file.Mode().Perm() != 0o600 {
		t.Errorf("key file %v, %v", file.Mode(), err)
	}
	signature, err := made.Sign([]byte("message"))
	if err != nil || len(signature) != 65 {
		t.Fatalf("%d bytes, %v", len(signature), err)
	}
	public, _, err := ecdsa.RecoverCompact(append(signature[64:65:65], signature[:64]...), personalHash([]byte("message")))
	if err != nil || !public.IsEqual(made.key.PubKey()) {
		t.Errorf("recovered another key, %v", err)
	}
}

func TestABadKeyFileIsRefusedAndNotReplaced(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "short": "abcd", "no hexadecimal": exampleKey[:64] + "zz",
		"zero":      "0000000000000000000000000000000000000000000000000000000000000000",
		"too large": "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	} {
		path := keyFile(t, text)
		if account, err := LoadOrMake(path); err == nil {
			t.Errorf("%s: %x", name, account.Address())
		}
		if kept, err := os.ReadFile(path); err != nil || string(kept) != text {
			t.Errorf("%s: file now holds %q, %v", name, kept, err)
		}
	}
}

func TestAddressesAreTwentyBytes(t *testing.T) {
	if address, err := ParseAddress(""); err != nil || address != (Address{}) {
		t.Errorf("%x, %v", address, err)
	}
	for _, bad := range []string{exampleAddress[2:], exampleAddress + "00", "0x", "0xzz7536e3605d9c16a7a3d7b1898e529396a65c23", "vitalik.eth"} {
		if address, err := ParseAddress(bad); err == nil {
			t.Errorf("%s is %x", bad, address)
		}
	}
}
