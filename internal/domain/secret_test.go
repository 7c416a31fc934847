package domain_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"ohenji/internal/domain"
)

func TestASecretNeverShows(t *testing.T) {
	t.Parallel()
	const plain = "hunter2hunter2"
	secret := domain.Secret(plain)
	channel := domain.Channel{ID: "1", Secret: secret, OldSecret: secret}
	for _, v := range []any{secret, &secret, channel, &channel, []domain.Secret{secret}, &domain.Account{Channel: channel}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, plain) || strings.Contains(got, fmt.Sprintf("%x", plain)) {
				t.Errorf("%s of %T shows it: %s", verb, v, got)
			}
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), plain) {
			t.Errorf("JSON of %T shows it: %s", v, b)
		}
	}
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var out bytes.Buffer
		slog.New(handler(&out)).Info("x", "secret", secret, "channel", channel, "error", fmt.Errorf("with %v", secret))
		if strings.Contains(out.String(), plain) || !strings.Contains(out.String(), "[hidden]") {
			t.Errorf("the %s log shows it: %s", name, out.String())
		}
	}
	if string(secret) != plain {
		t.Error("the value itself is gone")
	}
}

func TestAnErrorCarriesItsKindCodeFieldAndCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("disk")
	base := domain.E(domain.Conflict, "rule.taken", "max", 3, "a", "b")
	e := base.At("title").Because(cause)
	if got := e.Error(); got != "rule.taken at title a=b max=3: disk" {
		t.Errorf("the text is %q", got)
	}
	if base.Field != "" || base.Err != nil {
		t.Error("At or Because changed the original")
	}
	wrapped := fmt.Errorf("save rule: %w", e)
	if domain.KindOf(wrapped) != domain.Conflict || !errors.Is(wrapped, cause) || domain.IsNotFound(wrapped) {
		t.Errorf("wrapped it is %v", wrapped)
	}
	if !domain.IsNotFound(fmt.Errorf("x: %w", domain.E(domain.NotFound, "x"))) || domain.IsNotFound(nil) {
		t.Error("not found is not told apart")
	}
	if domain.KindOf(cause) != domain.Internal || domain.KindOf(nil) != domain.Internal {
		t.Error("what is no error of ours is internal")
	}
}

func TestSeveralFaultsAreOneError(t *testing.T) {
	t.Parallel()
	if err := (domain.Errors{}).OrNil(); err != nil {
		t.Errorf("no fault is %v", err)
	}
	one, two := domain.E(domain.Invalid, "a").At("x"), domain.E(domain.Invalid, "b")
	err := fmt.Errorf("check: %w", domain.Errors{one, two}.OrNil())
	if !errors.Is(err, one) || !errors.Is(err, two) || domain.KindOf(err) != domain.Invalid {
		t.Errorf("the faults are not found in %v", err)
	}
	if got := err.Error(); got != "check: a at x; b" {
		t.Errorf("the text is %q", got)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	const ok = ""
	type may struct{ sees, answers, owns, administers string }
	grants := map[string]domain.Role{"acc_own": domain.RoleOwner, "acc_work": domain.RoleMember}
	member := domain.Actor{Kind: domain.ActorMember, Account: grants}
	strange := may{"account.not_found", "account.not_found", "account.not_found", "actor.admin_only"}
	for name, c := range map[string]struct {
		actor   domain.Actor
		account string
		want    may
	}{
		"nobody":                            {domain.Actor{}, "acc_own", may{"session.required", "session.required", "session.required", "session.required"}},
		"nobody who claims to be owner":     {domain.Actor{Admin: true, Account: grants}, "acc_own", may{"session.required", "session.required", "session.required", "session.required"}},
		"owner of the account":              {member, "acc_own", may{ok, ok, ok, "actor.admin_only"}},
		"member of the account":             {member, "acc_work", may{ok, ok, "actor.owner_only", "actor.admin_only"}},
		"member elsewhere":                  {member, "acc_other", strange},
		"member without an account":         {domain.Actor{Kind: domain.ActorMember}, "acc_own", strange},
		"no account at all":                 {member, "", strange},
		"token with a role":                 {domain.Actor{Kind: domain.ActorToken, Account: grants}, "acc_work", may{ok, ok, "actor.owner_only", "actor.admin_only"}},
		"token for everything":              {domain.Actor{Kind: domain.ActorToken, Admin: true}, "acc_x", may{ok, ok, ok, ok}},
		"owner of the installation":         {domain.Actor{Kind: domain.ActorMember, Admin: true}, "acc_x", may{ok, ok, ok, ok}},
		"the product itself":                {domain.System(), "acc_x", may{ok, ok, ok, ok}},
		"owner of the installation, member": {(&domain.Member{Admin: true}).Actor(), "acc_x", may{ok, ok, ok, ok}},
		"token's own actor":                 {(&domain.Token{Grants: grants}).Actor(), "acc_own", may{ok, ok, ok, "actor.admin_only"}},
	} {
		got := may{code(c.actor.Sees(c.account)), code(c.actor.Answers(c.account)), code(c.actor.Owns(c.account)), code(c.actor.Administers())}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func code(err error) string {
	if e, ok := errors.AsType[*domain.Error](err); ok {
		return e.Code
	}
	return ""
}
