package control

import (
	"fmt"
	"net/http"
	"time"

	"ohenji/sim/platform"
)

func (c *Control) inject(r *http.Request) (any, error) {
	type body struct {
		Channel string `json:"channel"`
		platform.Injection
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	return done{}, c.platform.Inject(in.Channel, in.Injection)
}

// fault is a platform.Fault whose delay is written like "1.5s".
type fault struct {
	platform.Fault
	Delay string `json:"delay,omitempty"`
}

func show(f platform.Fault) fault {
	out := fault{Fault: f}
	if f.Delay > 0 {
		out.Delay = f.Delay.String()
	}
	return out
}

func (c *Control) listFaults(*http.Request) (any, error) {
	out := []fault{}
	for _, f := range c.platform.Faults() {
		out = append(out, show(f))
	}
	return list[fault]{out}, nil
}

func (c *Control) addFault(r *http.Request) (any, error) {
	in, err := decode[fault](r)
	if err != nil {
		return nil, err
	}
	if in.Fault.Delay, err = duration(in.Delay); err != nil {
		return nil, err
	}
	out, err := c.platform.AddFault(in.Fault)
	return created{show(out)}, err
}

func (c *Control) clearFaults(r *http.Request) (any, error) {
	return done{}, c.platform.ClearFaults(r.PathValue("fault"))
}

func duration(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("duration %q must look like 1h30m or 500ms: %w", s, platform.ErrInvalid)
	}
	return d, nil
}

// clockView is the virtual time, and how far it is ahead of the machine's.
type clockView struct {
	Now    time.Time `json:"now"`
	Offset string    `json:"offset"`
}

func (c *Control) getClock(*http.Request) (any, error) {
	return clockView{c.platform.Now(), c.platform.Offset().String()}, nil
}

func (c *Control) setClock(r *http.Request) (any, error) {
	type body struct {
		Advance string `json:"advance"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	d, err := duration(in.Advance)
	if err != nil {
		return nil, err
	}
	c.platform.Advance(d)
	return c.getClock(r)
}

// idle answers when every webhook that is due has been answered.
func (c *Control) idle(r *http.Request) (any, error) {
	return done{}, c.platform.Idle(r.Context())
}
