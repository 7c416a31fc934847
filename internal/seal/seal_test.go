package seal_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/seal"
)

const (
	keyA = domain.Secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
	keyB = domain.Secret("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
	here = "acc_1/channel_secret"
)

func open(t *testing.T, dir string, key domain.Secret) *seal.Box {
	t.Helper()
	b, err := seal.Open(dir, key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if e, ok := errors.AsType[*domain.Error](err); !ok || e.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestWhatIsSealedUnseals(t *testing.T) {
	t.Parallel()
	box := open(t, "", keyA)
	for _, plain := range []string{"0123456789abcdef0123456789abcdef", "秘密 🔑", "x", ""} {
		text := box.Seal(plain, here)
		// A single letter stands in base64 text by chance.
		if len(plain) > 1 && strings.Contains(text, plain) {
			t.Errorf("%q shows what it hides", text)
		}
		if got, err := open(t, "", keyA).Unseal(text, here); err != nil || got != plain {
			t.Errorf("got %q, %v; want %q", got, err, plain)
		}
	}
	if once, again := box.Seal("x", here), box.Seal("x", here); once == again {
		t.Error("equal secrets can be seen to be equal")
	}
	if !strings.HasPrefix(box.Seal("x", here), "v1:") {
		t.Error("the text does not say its version")
	}
}

func TestWhatDoesNotUnseal(t *testing.T) {
	t.Parallel()
	box := open(t, "", keyA)
	text := box.Seal("secret", here)
	flipped := []byte(text)
	flipped[10] ^= 1
	cases := []struct {
		name, text, context, code string
		box                       *seal.Box
	}{
		{"with another key", text, here, "seal.wrong_key", open(t, "", keyB)},
		{"in another account", text, "acc_2/channel_secret", "seal.wrong_key", box},
		{"without its context", text, "", "seal.wrong_key", box},
		{"changed", string(flipped), here, "seal.wrong_key", box},
		{"cut short", text[:len(text)-4], here, "seal.wrong_key", box},
		{"shorter than a nonce", "v1:AAAA", here, "seal.wrong_key", box},
		{"no base64", "v1:???", here, "seal.wrong_key", box},
		{"of a later version", "v2:" + text[3:], here, "seal.version_unknown", box},
		{"never sealed", "0123456789abcdef0123456789abcdef", here, "seal.version_unknown", box},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := c.box.Unseal(c.text, c.context)
			wantCode(t, err, c.code)
			if got != "" {
				t.Error("something came out all the same")
			}
		})
	}
}

func TestAGivenKeyMustBeWhole(t *testing.T) {
	t.Parallel()
	for _, key := range []domain.Secret{"abc", keyA[:62], keyA + "00", "zz" + keyA[2:]} {
		_, err := seal.Open(t.TempDir(), key)
		wantCode(t, err, "seal.key_invalid")
		if err != nil && strings.Contains(err.Error(), string(key)) {
			t.Error("the error shows the key")
		}
	}
	dir := t.TempDir()
	open(t, dir, keyA)
	if _, err := os.Stat(filepath.Join(dir, seal.KeyFile)); !errors.Is(err, os.ErrNotExist) {
		t.Error("a key file was made though a key was given")
	}
}

func TestTheKeyFileIsMadeOnceAndPrivate(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "data")
	var mu sync.Mutex
	var wg sync.WaitGroup
	var texts []string
	for range 8 { // as many processes that start at once
		wg.Go(func() {
			box, err := seal.Open(dir, "")
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			texts = append(texts, box.Seal("secret", here))
		})
	}
	wg.Wait()
	box := open(t, dir, "")
	for _, text := range texts {
		if got, err := box.Unseal(text, here); err != nil || got != "secret" {
			t.Errorf("sealed with another key: %v", err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v left in the directory, %v", files, err)
	}
	info, err := files[0].Info()
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode())
	}
}

func TestAKeyFileThatCannotBeTrustedIsRefused(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, content string
		mode          os.FileMode
		code          string
	}{
		{"readable by others", string(keyA) + "\n", 0o644, "seal.file_readable"},
		{"readable by the group", string(keyA) + "\n", 0o640, "seal.file_readable"},
		{"empty", "", 0o600, "seal.file_invalid"},
		{"cut short", string(keyA[:40]), 0o600, "seal.file_invalid"},
		{"too long", string(keyA) + "\n\n\n\n\n00", 0o600, "seal.file_invalid"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, seal.KeyFile)
			if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, c.mode); err != nil {
				t.Fatal(err)
			}
			_, err := seal.Open(dir, "")
			wantCode(t, err, c.code)
			if after, _ := os.ReadFile(path); string(after) != c.content {
				t.Error("the file was changed")
			}
		})
	}
}

func TestADirectoryThatCannotBeUsedIsSaid(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := seal.Open(filepath.Join(file, "data"), "")
	wantCode(t, err, "seal.file_unusable")
}
