package boot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/id"
)

// lockDir makes the data directory and claims it for this process. The claim
// ends with the process, however that ends.
func lockDir(dir string) (unlock func() error, err error) {
	none := func() error { return nil }
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return none, domain.E(domain.Invalid, "boot.dir_unusable", "dir", dir).Because(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return none, domain.E(domain.Invalid, "boot.dir_unusable", "dir", dir).Because(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return none, errors.Join(domain.E(domain.Conflict, "boot.dir_in_use", "dir", dir).Because(err), f.Close())
	}
	return f.Close, nil
}

// nodeID names this installation's process across restarts, so that what a
// killed process was sending is taken up again at once.
func nodeID(dir string, ids *id.Source) (string, error) {
	path := filepath.Join(dir, "node-id")
	b, err := os.ReadFile(path)
	if err == nil && strings.TrimSpace(string(b)) != "" {
		return strings.TrimSpace(string(b)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read node id: %w", err)
	}
	name := ids.New("nod", time.Unix(0, 0))
	if err := os.WriteFile(path, []byte(name+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("write node id: %w", err)
	}
	return name, nil
}
