// Package node is a host with the ports of the real node: one for gRPC and HTTP, and one for its operator.
package node

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"github.com/livepeer/nodestats/refnode/internal/account"
	"github.com/livepeer/nodestats/refnode/internal/certificate"
)

// Config says how a Node is opened.
type Config struct {
	ServiceAddr string            // host:port of gRPC and HTTP
	CLIAddr     string            // host:port for the operator, on loopback
	H2C         bool              // without TLS, as behind a proxy that ends it
	Engine      *nodestats.Engine // nil: statistics are off
	Clock       *Clock            // nil: time passes by itself
	Recipient   account.Address   // the orchestrator's account, for gateways
	Nodes       []string          // URIs of its further nodes, likewise
	Log         func(line string)
}

// Node is a host with both ports open.
type Node struct {
	config       Config
	service, cli net.Listener
	transcoder   transcoder
}

const (
	headerTimeout   = 10 * time.Second
	shutdownTimeout = 10 * time.Second
)

// Listen opens the ports. Serve serves them.
func Listen(config Config) (*Node, error) {
	if err := checkLoopback(config.CLIAddr); err != nil {
		return nil, err
	}
	service, err := listen("-serviceAddr", config.ServiceAddr)
	if err != nil {
		return nil, err
	}
	cli, err := listen("-cliAddr", config.CLIAddr)
	if err != nil {
		service.Close()
		return nil, err
	}
	return &Node{config: config, service: service, cli: cli, transcoder: newTranscoder()}, nil
}

// ServiceURL is where gRPC and HTTP are served.
func (n *Node) ServiceURL() string {
	if n.config.H2C {
		return "http://" + n.service.Addr().String()
	}
	return "https://" + n.service.Addr().String()
}

// CLIURL is where the operator's port is.
func (n *Node) CLIURL() string { return "http://" + n.cli.Addr().String() }

// Serve serves both ports until ctx ends, and then lets requests under way end.
func (n *Node) Serve(ctx context.Context) error {
	service := &http.Server{Handler: n.serviceHandler(), ReadHeaderTimeout: headerTimeout}
	cli := &http.Server{Handler: n.cliHandler(), ReadHeaderTimeout: headerTimeout}
	listener, err := n.secure(service)
	if err != nil {
		return err
	}
	failed := make(chan error, 2)
	go func() { failed <- service.Serve(listener) }()
	go func() { failed <- cli.Serve(n.cli) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	timeout, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	return errors.Join(err, service.Shutdown(timeout), cli.Shutdown(timeout))
}

// secure wraps the service's listener in TLS, or lets the server take HTTP/2 without it.
func (n *Node) secure(server *http.Server) (net.Listener, error) {
	if n.config.H2C {
		server.Protocols = &http.Protocols{}
		server.Protocols.SetHTTP1(true)
		server.Protocols.SetUnencryptedHTTP2(true)
		return n.service, nil
	}
	host, _, err := net.SplitHostPort(n.config.ServiceAddr)
	if err != nil {
		return nil, err
	}
	server.TLSConfig, err = certificate.TLSConfig(host)
	if err != nil {
		return nil, err
	}
	return tls.NewListener(n.service, server.TLSConfig), nil
}
