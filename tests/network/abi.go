package network

import (
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"strings"
)

// Address is an account or a contract, as "0x" and 40 lower-case digits.
type Address string

// AddressOf gives an address that is a number; none of them has a key.
func AddressOf(number uint64) Address {
	var bytes [20]byte
	binary.BigEndian.PutUint64(bytes[12:], number)
	return Address("0x" + hex.EncodeToString(bytes[:]))
}

func word(number uint64) []byte {
	bytes := make([]byte, 32)
	binary.BigEndian.PutUint64(bytes[24:], number)
	return bytes
}

func (a Address) word() []byte {
	bytes, err := hex.DecodeString(strings.TrimPrefix(string(a), "0x"))
	if err != nil || len(bytes) != 20 {
		panic("no address: " + a)
	}
	return append(make([]byte, 12), bytes...)
}

// encode writes arguments as Solidity's ABI has them: uint64, *big.Int, Address, []Address and string.
func encode(arguments ...any) []byte {
	var head, tail []byte
	dynamic := func(data []byte) {
		head = append(head, word(uint64(32*len(arguments)+len(tail)))...)
		tail = append(tail, data...)
	}
	for _, argument := range arguments {
		switch value := argument.(type) {
		case uint64:
			head = append(head, word(value)...)
		case *big.Int:
			head = append(head, value.FillBytes(make([]byte, 32))...)
		case Address:
			head = append(head, value.word()...)
		case []Address:
			data := word(uint64(len(value)))
			for _, address := range value {
				data = append(data, address.word()...)
			}
			dynamic(data)
		case string:
			data := append(word(uint64(len(value))), value...)
			dynamic(append(data, make([]byte, (32-len(value)%32)%32)...))
		default:
			panic("no such argument")
		}
	}
	return append(head, tail...)
}
