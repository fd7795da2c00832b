package main

import (
	"fmt"
	"io"
	"net"
)

// doors sorts connections by what their node does with them.
type doors struct {
	listener      net.Listener
	nodes         farm
	secure, plain *door
}

// door is a listener whose connections were accepted by another one.
type door struct {
	net.Listener
	connections chan net.Conn
}

func (d *door) Accept() (net.Conn, error) {
	connection, open := <-d.connections
	if !open {
		return nil, net.ErrClosed
	}
	return connection, nil
}

func newDoors(listener net.Listener, nodes farm) *doors {
	return &doors{listener, nodes, &door{listener, make(chan net.Conn)}, &door{listener, make(chan net.Conn)}}
}

// run accepts until the listener is closed.
func (d *doors) run() {
	defer close(d.secure.connections)
	defer close(d.plain.connections)
	for {
		connection, err := d.listener.Accept()
		if err != nil {
			return
		}
		n := d.nodes.nodeAt(connection.LocalAddr())
		switch {
		case n != nil && n.misbehaviour == "hang":
			go io.Copy(io.Discard, connection)
		case n != nil && n.misbehaviour == "notls":
			d.plain.connections <- connection
		default:
			d.secure.connections <- connection
		}
	}
}

func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return nil, fmt.Errorf("-listen: %w", err)
	}
	return listener, nil
}

func portOf(listener net.Listener) int { return listener.Addr().(*net.TCPAddr).Port }
