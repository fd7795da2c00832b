package network

import "math/big"

// ether is so many ETH in wei.
func ether(count int64) *big.Int { return new(big.Int).Mul(big.NewInt(count), big.NewInt(1e18)) }
