package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipe is a listener for one connection that holds nothing back: what the
// other side does not read blocks whoever writes.
type pipe struct {
	conn   chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conn:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipe) Close() error   { p.once.Do(func() { close(p.closed) }); return nil }
func (p *pipe) Addr() net.Addr { return &net.TCPAddr{} }

func TestAPageThatDoesNotReadIsCutOffAndOneThatIsQuietIsNot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		page, server := net.Pipe()
		ln := &pipe{conn: make(chan net.Conn, 1), closed: make(chan struct{})}
		ln.conn <- server
		began := time.Now()
		ended := make(chan time.Duration, 1)
		srv := &http.Server{ReadTimeout: time.Second, WriteTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			out := &streamWriter{w: w, control: http.NewResponseController(w)}
			if err := out.begin(); err != nil {
				t.Error(err)
			}
			out.write("event: ready\n\n")
			time.Sleep(time.Hour) // nothing happens
			for out.write("event: hint\n\n") {
			}
			ended <- time.Since(began)
		})}
		var serving sync.WaitGroup
		serving.Go(func() {
			if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
				t.Error(err)
			}
		})
		if _, err := io.WriteString(page, "GET / HTTP/1.1\r\nHost: desk\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, 4096)
		read := 0
		for read < 2 { // the head with the first event, in pieces, and the first hint
			n, err := page.Read(buffer)
			if err != nil {
				t.Fatal(err)
			}
			if n > 0 && time.Since(began) >= time.Hour {
				read++
			}
		}
		if took := <-ended; took < time.Hour || took > time.Hour+time.Minute {
			t.Errorf("the stream ended after %v", took)
		}
		_ = page.Close()
		_ = srv.Shutdown(context.Background())
		serving.Wait()
	})
}
