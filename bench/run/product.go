package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	channelSecret = "0123456789abcdef0123456789abcdef" // of the account that exists only here
	readyWithin   = 30 * time.Second
	stopWithin    = 15 * time.Second
)

// question and answer are lineload texts: each event asks for the next rule, by
// the rule's second keyword, and only that rule's answer is right.
func question(rules int) string { return fmt.Sprintf("料金 {seq%%%d}", rules) }
func answer(rules int) string   { return fmt.Sprintf("回答 {seq%%%d} です", rules) }

// shopFile returns the configuration with that many rules.
func shopFile(rules int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `accounts:
  - key: bench
    name: Bench
    channel: {id: "1650000001", secret: %q}
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: false}
    rules:
`, channelSecret)
	for i := range rules {
		fmt.Fprintf(&b, "      - {title: \"規則 %[1]d\", keywords: [\"営業時間 %[1]d\", \"料金 %[1]d\", \"予約 %[1]d\"], bubbles: [{text: \"回答 %[1]d です\"}]}\n", i)
	}
	return b.String()
}

// product is a running `ohenji serve`.
type product struct {
	*process

	hook string
}

// startProduct configures the product and starts it on a free port.
func (b *bench) startProduct(ctx context.Context) (*product, error) {
	shop, data := filepath.Join(b.dir, "shop.yaml"), filepath.Join(b.dir, "data")
	if err := os.WriteFile(shop, []byte(shopFile(b.rules)), 0o600); err != nil {
		return nil, err
	}
	store := []string{"--data", data}
	if b.database.url != "" {
		store = append(store, "--database", b.database.url)
	}
	progressf("applying %d rules", b.rules)
	// It names each rule; that is of interest only when it fails.
	if text, err := output(ctx, b.binary, append([]string{"apply", "-f", shop}, store...)...); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, text)
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	args := append([]string{"serve", "--listen", address, "--line-api-base", "http://" + b.mock}, store...)
	p, err := start(filepath.Join(b.dir, "ohenji.log"), b.binary, args...)
	if err != nil {
		return nil, err
	}
	if err := waitHealthy(ctx, "http://"+address+"/healthz", p); err != nil {
		p.kill()
		return nil, p.explain(err)
	}
	return &product{process: p, hook: "http://" + address + "/hook/bench"}, nil
}

// process is a server of ours in the background.
type process struct {
	cmd   *exec.Cmd
	log   string
	ended chan struct{} // closed at its end
	err   error         // valid after that
}

func start(log, name string, args ...string) (*process, error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close() // the child has its own
	p := &process{cmd: exec.Command(name, args...), log: log, ended: make(chan struct{})}
	p.cmd.Env = cleanEnv()
	p.cmd.Stdout, p.cmd.Stderr = out, out
	// A group of its own: Ctrl-C is for us, and we stop it in order.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// stop ends the process as Ctrl-C does and insists on a clean end.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	select {
	case <-p.ended:
		return p.err
	case <-time.After(stopWithin):
		return errors.New("does not stop on SIGINT")
	}
}

// kill ends the process if it has not ended yet.
func (p *process) kill() {
	p.cmd.Process.Kill()
	<-p.ended
}

// explain adds the end of the process's log to an error.
func (p *process) explain(err error) error {
	text, readErr := os.ReadFile(p.log)
	if readErr != nil || len(text) == 0 {
		return err
	}
	return fmt.Errorf("%w\n%s", err, text[max(0, len(text)-4000):])
}

// cleanEnv is our environment without OHENJI_..., which could configure the
// product otherwise than its flags say.
func cleanEnv() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "OHENJI_") {
			env = append(env, v)
		}
	}
	return env
}

// command runs a program to its end; what it prints goes to our error output.
func command(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = cleanEnv()
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", filepath.Base(name), args[0], err)
	}
	return nil
}

// output runs a program and returns what it prints.
func output(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = cleanEnv()
	text, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s %s: %w", filepath.Base(name), args[0], err)
	}
	return strings.TrimSpace(string(text)), err
}

// freeAddress returns a loopback address that was free a moment ago.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func waitHealthy(ctx context.Context, url string, p *process) error {
	client := &http.Client{Timeout: time.Second}
	return poll(ctx, p, url, func() bool {
		res, err := client.Get(url)
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

func waitListening(ctx context.Context, address string, p *process) error {
	return poll(ctx, p, address, func() bool {
		c, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			return false
		}
		c.Close()
		return true
	})
}

func poll(ctx context.Context, p *process, what string, ready func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	for !ready() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer: %w", what, ctx.Err())
		case <-p.ended:
			return fmt.Errorf("%s: the server ended: %w", what, firstError(p.err, errors.New("status 0")))
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}
