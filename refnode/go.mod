module github.com/livepeer/nodestats/refnode

go 1.24

require (
	github.com/decred/dcrd/dcrec/secp256k1/v4 v4.4.0
	github.com/livepeer/nodestats/cgo_shim v0.0.0
	golang.org/x/crypto v0.31.0
	google.golang.org/grpc v1.68.1
	google.golang.org/protobuf v1.35.2
)

require (
	golang.org/x/net v0.29.0 // indirect
	golang.org/x/sys v0.28.0 // indirect
	golang.org/x/text v0.21.0 // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20240903143218-8af14fe29dc1 // indirect
)

replace github.com/livepeer/nodestats/cgo_shim => ../cgo_shim
