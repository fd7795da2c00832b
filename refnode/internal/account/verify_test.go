package account

import (
	"bytes"
	"testing"
)

// The examples of EIP-55.
func TestAddressesHaveTheirChecksum(t *testing.T) {
	for _, text := range []string{
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
		"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
	} {
		if address, err := ParseAddress(text); err != nil || address.String() != text {
			t.Errorf("%s is %s, %v", text, address, err)
		}
	}
}

func TestOnlyTheAddressesOwnSignatureIsTaken(t *testing.T) {
	signer, err := Load(keyFile(t, exampleKey))
	if err != nil {
		t.Fatal(err)
	}
	address, message := signer.Address(), []byte("message")
	signature, err := signer.Sign(keccak256(message))
	if err != nil || !address.Signed(message, signature) {
		t.Fatalf("its own is refused: %v", err)
	}
	changed := func(change func(signature []byte)) []byte {
		other := bytes.Clone(signature)
		change(other)
		return other
	}
	for name, bad := range map[string][]byte{
		"none": nil, "short": signature[:64],
		"another recovery id": changed(func(s []byte) { s[64] ^= 7 }), // 27 is 28, and the other way round
		"v of 0":              changed(func(s []byte) { s[64] -= 27 }),
		"another r":           changed(func(s []byte) { s[3]++ }),
		"s in the upper half": changed(func(s []byte) { s[32] |= 0x80 }),
	} {
		if address.Signed(message, bad) {
			t.Errorf("taken: %s", name)
		}
	}
	if address.Signed([]byte("another"), signature) || (Address{1}).Signed(message, signature) {
		t.Error("taken for another message or address")
	}
}
