// Package seal encrypts what must be secret at rest, such as channel secrets,
// so that a stolen backup of the database does not give an account away.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"ohenji/internal/domain"
)

// KeyFile is the name of the key's file in the data directory.
const KeyFile = "secret.key"

// KeyBytes is the length of a key: AES-256.
const KeyBytes = 32

// version stands before each sealed text, so that another cipher or another
// key can come later beside this one.
const version = "v1:"

// Box seals and unseals texts with one key. Safe for concurrent use.
type Box struct{ aead cipher.AEAD }

// Open returns the box with the given key (64 hexadecimal digits), or with the
// key in the file of dir when key is "". When there is no file, it makes one
// with a new random key, atomically: of several processes that start at once,
// all end with the same key.
//
// Errors: seal.key_invalid (the given key), seal.file_invalid (the file's
// content), seal.file_readable (others may read the file), seal.file_unusable
// (the file cannot be read or made).
func Open(dir string, key domain.Secret) (*Box, error) {
	if key != "" {
		raw, err := decodeKey(string(key))
		if err != nil {
			return nil, domain.E(domain.Invalid, "seal.key_invalid")
		}
		return newBox(raw)
	}
	path := filepath.Join(dir, KeyFile)
	raw, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path); err != nil {
			return nil, domain.E(domain.Unavailable, "seal.file_unusable", "path", path).Because(err)
		}
		raw, err = readKey(path)
	}
	if err != nil {
		if _, ok := errors.AsType[*domain.Error](err); ok {
			return nil, err
		}
		return nil, domain.E(domain.Unavailable, "seal.file_unusable", "path", path).Because(err)
	}
	return newBox(raw)
}

func newBox(key []byte) (*Box, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return &Box{aead: aead}, nil
}

// decodeKey never shows the text in its error.
func decodeKey(text string) ([]byte, error) {
	raw, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != KeyBytes {
		return nil, errors.New("not 64 hexadecimal digits")
	}
	return raw, nil
}

func readKey(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	// Windows keeps access lists instead of these bits.
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, domain.E(domain.Invalid, "seal.file_readable", "path", path, "mode", fmt.Sprintf("%04o", info.Mode().Perm()))
	}
	const most = 2*KeyBytes + 2 // the digits and a line end
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	raw, err := decodeKey(string(text))
	if err != nil || len(text) > most {
		return nil, domain.E(domain.Invalid, "seal.file_invalid", "path", path)
	}
	return raw, nil
}

// makeKey writes a new key beside the path and links it there, which fails
// without harm when another process was first. A crash leaves either the whole
// key or none.
func makeKey(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	key := make([]byte, KeyBytes)
	rand.Read(key)                             // never fails: crypto/rand ends the program instead
	f, err := os.CreateTemp(dir, KeyFile+".*") // made with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := f.WriteString(hex.EncodeToString(key) + "\n"); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

// syncDir makes a new name in a directory durable.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // it has no such call
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Seal encrypts plain. The result is text for a database column and differs
// each time. The context says where it belongs, such as the account's id and
// the column: put anywhere else, it does not unseal. The empty text stays
// empty, so that "none" needs no key.
func (b *Box) Seal(plain, context string) string {
	if plain == "" {
		return ""
	}
	sealed := b.aead.Seal(nil, nil, []byte(plain), []byte(version+context))
	return version + base64.RawStdEncoding.EncodeToString(sealed)
}

// Unseal returns what was sealed in the same context. It fails with
// seal.wrong_key when the key or the context is another one, or when the text
// was changed; which of them it was cannot be told.
func (b *Box) Unseal(text, context string) (string, error) {
	if text == "" {
		return "", nil
	}
	encoded, ok := strings.CutPrefix(text, version)
	if !ok {
		return "", domain.E(domain.Internal, "seal.version_unknown")
	}
	sealed, err := base64.RawStdEncoding.DecodeString(encoded)
	if err != nil {
		return "", domain.E(domain.Internal, "seal.wrong_key").Because(err)
	}
	plain, err := b.aead.Open(nil, nil, sealed, []byte(version+context))
	if err != nil {
		return "", domain.E(domain.Internal, "seal.wrong_key").Because(err)
	}
	return string(plain), nil
}
