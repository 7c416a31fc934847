package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ohenji/sim/api"
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "ohenji-cli")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = filepath.Join(dir, "ohenji")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// ohenji runs a command to its end, in English.
func ohenji(t *testing.T, stdin string, args ...string) (stdout, stderr string, ok bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8", "LC_ALL=")
	var out, errOut strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errOut
	err := cmd.Run()
	return out.String(), errOut.String(), err == nil
}

// running is a server process.
type running struct {
	cmd *exec.Cmd
	out *os.File
}

// start runs a command that serves, and returns when its address answers.
func start(t *testing.T, ready string, args ...string) *running {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8", "LC_ALL=")
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := &running{cmd: cmd, out: out}
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill() // the test has failed already, or has stopped it
			_ = cmd.Wait()
		}
	})
	await(t, r, func() bool {
		res, err := http.Get(ready)
		if err != nil {
			return false
		}
		defer res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	return r
}

// await looks every few milliseconds: another process gives no other sign.
func await(t *testing.T, r *running, done func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(30 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("not ready in time; it printed:\n%s", r.text(t))
		}
	}
}

func (r *running) text(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(r.out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// interrupt is Ctrl-C; it fails the test unless the process ends cleanly.
func (r *running) interrupt(t *testing.T) {
	t.Helper()
	if err := r.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C did not end it cleanly: %v\n%s", err, r.text(t))
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

const shop = `accounts:
  - key: sakura                 # also the path of the webhook: /hook/sakura
    name: さくら珈琲店
    channel: {id: "1650000001", secret: "0123456789abcdef0123456789abcdef"}
    settings: {chat: true, hours: true, inside: manual+auto, outside: auto, greeting: true}
    hours: {zone: Asia/Tokyo, week: {mon: ["10:00-19:00"], fri: ["10:00-14:00", "17:00-25:00"]}}
    rules:
      - {title: 営業時間, keywords: [営業時間, 何時まで], bubbles: [{text: "10時から19時まで営業しております。"}]}
      - {title: 一律, bubbles: [{text: "{友だちの表示名}さん、メッセージありがとうございます。"}]}
`

func TestApplySaysWhatItWouldChangeThenChangesItOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "shop.yaml")
	if err := os.WriteFile(file, []byte(shop), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name string
		args []string
		want []string
	}{
		{"dry run", []string{"--dry-run"}, []string{"add account sakura", "change the business hours", "add rule 営業時間", "4 changes would be made"}},
		{"again dry, nothing was changed", []string{"--dry-run"}, []string{"4 changes would be made"}},
		{"for real", nil, []string{"add account sakura", "4 changes made"}},
		{"the second time", nil, []string{"No changes"}},
	} {
		out, errOut, ok := ohenji(t, "", append([]string{"apply", "-f", file, "--data", filepath.Join(dir, "data")}, step.args...)...)
		if !ok {
			t.Fatalf("%s: %s", step.name, errOut)
		}
		for _, want := range step.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q lacks %q", step.name, out, want)
			}
		}
	}
}

func TestApplyNamesEachFaultWithItsLineAndChangesNothing(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	faulty := strings.Replace(shop, `"10:00-14:00", `, `"14:00-10:00", `, 1)
	faulty = strings.Replace(faulty, "title: 一律,", "title: 営業時間,", 1)
	_, errOut, ok := ohenji(t, faulty, "apply", "-f", "-", "--data", data)
	if ok || !strings.Contains(errOut, "-:6: ") || !strings.Contains(errOut, "-:9: ") || !strings.Contains(errOut, "2 faults") {
		t.Errorf("want the faults of lines 6 and 9, got %s", errOut)
	}
	out, errOut, ok := ohenji(t, shop, "apply", "-f", "-", "--data", data, "--dry-run")
	if !ok || !strings.Contains(out, "4 changes would be made") {
		t.Errorf("something of the faulty file was applied: %s %s", out, errOut)
	}
}

func TestExportWritesWhatApplyReads(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	if _, errOut, ok := ohenji(t, shop, "apply", "-f", "-", "--data", data); !ok {
		t.Fatal(errOut)
	}
	out, errOut, ok := ohenji(t, "", "export", "--account", "sakura", "--data", data)
	if !ok || !strings.HasPrefix(out, "version: 1\nsettings:\n  chat: true\n") || strings.Contains(out, "1650000001") {
		t.Fatalf("%s %s", out, errOut)
	}
	// Its parts stand below an account as they are.
	head, _, _ := strings.Cut(shop, "    settings:")
	_, parts, _ := strings.Cut(out, "\n")
	again, errOut, ok := ohenji(t, head+"    "+strings.ReplaceAll(parts, "\n", "\n    "), "apply", "-f", "-", "--data", data)
	if !ok || !strings.Contains(again, "No changes") {
		t.Errorf("%s %s", again, errOut)
	}
	if out, _, ok = ohenji(t, "", "export", "--account", "sakura", "--format", "csv", "--data", data); !ok || !strings.Contains(out, "営業時間,オン,") {
		t.Errorf("the sheet is %s", out)
	}
	if _, errOut, ok = ohenji(t, "", "export", "--account", "nobody", "--data", data); ok || !strings.Contains(errOut, "no such account") {
		t.Errorf("an account that is not there: %s", errOut)
	}
}

func TestATokenMadeOnTheCommandLineOpensOnlyItsAccount(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	second := strings.NewReplacer("sakura", "momiji", "1650000001", "1650000002").Replace(shop)
	for _, file := range []string{shop, second} {
		if _, errOut, ok := ohenji(t, file, "apply", "-f", "-", "--data", data); !ok {
			t.Fatal(errOut)
		}
	}
	token, errOut, ok := ohenji(t, "", "token", "create", "--name", "till", "--account", "sakura", "--data", data)
	token = strings.TrimSpace(token)
	if !ok || !strings.HasPrefix(token, "ohj_") {
		t.Fatalf("no token: %q %s", token, errOut)
	}
	if _, errOut, ok := ohenji(t, "", "token", "create", "--name", "x", "--account", "nobody", "--data", data); ok {
		t.Errorf("a token for an account that does not exist: %s", errOut)
	}

	address := freeAddress(t)
	server := start(t, "http://"+address+"/readyz", "serve", "--data", data, "--listen", address, "--line-api-base", "http://127.0.0.1:1")
	if text := server.text(t); !strings.Contains(text, "http://"+address+"/setup#token=") {
		t.Errorf("the first start printed no link for the owner:\n%s", text)
	}
	if _, errOut, ok := ohenji(t, shop, "apply", "-f", "-", "--data", data); ok || !strings.Contains(errOut, "in use") {
		t.Errorf("a second process used the same data directory: %s", errOut)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/api/v1/accounts", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var got struct {
		Items []struct{ Key, Role string }
	}
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got.Items) != 1 || got.Items[0].Key != "sakura" || got.Items[0].Role != "member" {
		t.Errorf("the token opens %+v", got.Items)
	}
	server.interrupt(t)
}

func TestTheDemoStopsCleanlyAndStartsAgainWithEverything(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	var first, second demoFile
	for i, into := range []*demoFile{&first, &second} {
		address := freeAddress(t)
		server := start(t, "http://"+address+"/healthz", "demo", "--listen", address, "--data", dir)
		await(t, server, func() bool { return strings.Contains(server.text(t), "/login/link#token=") })
		into.read(t, dir)
		if got := into.conversations(t); got < 12 {
			t.Errorf("start %d: %d conversations, want the twelve friends'", i+1, got)
		}
		server.interrupt(t)
	}
	if first.Token != second.Token || first.Account != second.Account || first.Desk == second.Desk {
		t.Error("the second start should keep the account and the token and print a new link")
	}
}

func TestATakenPortIsAClearError(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for _, command := range []string{"demo", "serve"} {
		_, errOut, ok := ohenji(t, "", command, "--listen", ln.Addr().String(), "--data", t.TempDir())
		if ok || !strings.Contains(errOut, ln.Addr().String()) || !strings.Contains(errOut, "--listen") {
			t.Errorf("%s: %q says neither the address nor what to do", command, errOut)
		}
	}
}

type demoFile struct {
	Desk, Phone, Docs, Hook, Token, Account, Base, Sim string
	Channel                                            struct{ ID, Secret string }
}

func (d *demoFile) read(t *testing.T, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, d); err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]string{
		"desk": d.Desk, "phone": d.Phone, "docs": d.Docs, "hook": d.Hook, "token": d.Token, "channel id": d.Channel.ID, "channel secret": d.Channel.Secret,
	} {
		if v == "" {
			t.Errorf("demo.json has no %s", name)
		}
	}
}

func (d *demoFile) conversations(t *testing.T) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.Base+"/api/v1/accounts/"+d.Account+"/conversations", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+d.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var page struct{ Items []any }
	if err := json.Unmarshal(b, &page); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return len(page.Items)
}

func TestTheCoverageOfTheSimulatorNamesEveryOperationOnce(t *testing.T) {
	t.Parallel()
	out, _, ok := ohenji(t, "", "sim", "--coverage")
	if !ok {
		t.Fatal("it failed")
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(api.Coverage()) {
		t.Fatalf("%d lines for %d operations", len(lines), len(api.Coverage()))
	}
	for i, op := range api.Coverage() {
		fields := strings.Fields(lines[i])
		if len(fields) != 4 || fields[1] != op.Method || fields[2] != op.Path || fields[3] != op.ID || (fields[0] == "simulated") != op.Simulated {
			t.Errorf("%s is told as %q", op.ID, lines[i])
		}
	}
}
