module github.com/livepeer/nodestats/tests/integration

go 1.24

require (
	github.com/bufbuild/protocompile v0.14.1
	github.com/decred/dcrd/dcrec/secp256k1/v4 v4.4.0
	github.com/prometheus/client_model v0.6.2
	github.com/prometheus/common v0.65.0
	golang.org/x/crypto v0.38.0
	google.golang.org/grpc v1.68.1
	google.golang.org/protobuf v1.36.6
)

require (
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	golang.org/x/net v0.40.0 // indirect
	golang.org/x/sync v0.14.0 // indirect
	golang.org/x/sys v0.33.0 // indirect
	golang.org/x/text v0.25.0 // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20240903143218-8af14fe29dc1 // indirect
)
