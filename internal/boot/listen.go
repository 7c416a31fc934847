package boot

import (
	"errors"
	"net"
	"syscall"

	"ohenji/internal/domain"
)

// Listen opens a TCP address. One that is taken is Conflict boot.port_taken, any
// other failure Invalid boot.address_unusable; both name the address.
func Listen(address string) (net.Listener, error) {
	ln, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, domain.E(domain.Conflict, "boot.port_taken", "address", address).Because(err)
	case err != nil:
		return nil, domain.E(domain.Invalid, "boot.address_unusable", "address", address).Because(err)
	}
	return ln, nil
}
