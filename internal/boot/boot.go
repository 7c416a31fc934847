// Package boot builds the whole product from its parts, and starts and stops it
// in order. Commands and tests both use it.
package boot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ohenji/internal/app/account"
	"ohenji/internal/app/apply"
	"ohenji/internal/app/inbox"
	"ohenji/internal/app/member"
	"ohenji/internal/app/reception"
	"ohenji/internal/app/rehearse"
	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/deliver"
	"ohenji/internal/domain"
	"ohenji/internal/i18n"
	"ohenji/internal/id"
	"ohenji/internal/inquiry"
	"ohenji/internal/job"
	"ohenji/internal/line"
	"ohenji/internal/live"
	"ohenji/internal/seal"
	"ohenji/internal/store"
)

// Options say how to build the product.
type Options struct {
	Dir          string        // data directory; created when missing
	Database     domain.Secret // "postgres://…", or empty for SQLite in Dir
	Schema       string        // PostgreSQL schema, "" for the default; tests use one each
	SecretKey    domain.Secret // "" for the key file in Dir
	PublicURL    string        // no slash at the end
	LineAPIBase  string
	LineDataBase string
	LineTimeout  time.Duration // of one call to LINE; 0 for the default
	ReplyWindow  time.Duration // how long a reply token is used
	Clock        *clock.Clock
	Log          *slog.Logger
	Version      string
}

// App is the product, built and not yet running.
type App struct {
	Options
	DB        *store.DB
	IDs       *id.Source
	Hub       *live.Hub
	Deliver   *deliver.Engine
	Jobs      *job.Runner
	Reception *reception.Service
	Rehearse  *rehearse.Service
	Responder *responder.Service
	Inbox     *inbox.Service
	Account   *account.Service
	Member    *member.Service
	Apply     *apply.Service
	Text      *i18n.Catalogue

	unlock  func() error
	handler http.Handler
}

// New opens the data directory and database and builds the product. Of one
// data directory only one process can be the owner at a time: a second fails
// with Conflict boot.dir_in_use.
func New(ctx context.Context, o Options) (_ *App, err error) {
	a := &App{Options: o, IDs: id.New(rand.Reader), Hub: live.New(), unlock: func() error { return nil }}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.unlock, err = lockDir(o.Dir); err != nil {
		return nil, err
	}
	node, err := nodeID(o.Dir, a.IDs)
	if err != nil {
		return nil, err
	}
	box, err := seal.Open(o.Dir, o.SecretKey)
	if err != nil {
		return nil, err
	}
	a.DB, err = store.Open(ctx, store.Options{
		URL: o.Database, Dir: o.Dir, Schema: o.Schema, Clock: o.Clock, Seal: box, Log: o.Log, Publish: a.Hub.Publish,
	})
	if err != nil {
		return nil, err
	}
	if a.Text, err = i18n.Load(); err != nil {
		return nil, err
	}
	if err := a.build(node); err != nil {
		return nil, err
	}
	a.handler, err = a.routes()
	return a, err
}

// build makes the parts, each from those before it.
func (a *App) build(node string) error {
	client, err := line.New(line.Options{APIBase: a.LineAPIBase, DataBase: a.LineDataBase, Timeout: a.LineTimeout})
	if err != nil {
		return fmt.Errorf("LINE client: %w", err)
	}
	tokens := line.NewTokenSource(client, a.Clock)
	desk := inquiry.New(inquiry.Deps{Line: client, Tokens: tokens, Clock: a.Clock})
	queue := job.NewQueue(a.IDs)
	a.Deliver = deliver.New(deliver.Deps{
		DB: a.DB, Line: client, Tokens: tokens, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Node: node, Counted: desk.Counted,
	})
	a.Responder = responder.New(responder.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log})
	a.Rehearse = rehearse.New(rehearse.Deps{DB: a.DB, Clock: a.Clock, Responder: a.Responder})
	a.Reception = reception.New(reception.Deps{
		DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Responder: a.Responder, Deliver: a.Deliver, Jobs: queue, Inquiry: desk,
		ReplyTokenLife: a.ReplyWindow,
	})
	a.Inbox = inbox.New(inbox.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Responder: a.Responder, Deliver: a.Deliver})
	a.Account = account.New(account.Deps{
		DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Responder: a.Responder, Deliver: a.Deliver, Jobs: queue, Inquiry: desk,
		PublicURL: a.PublicURL,
	})
	a.Member = member.New(member.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log})
	a.Apply = apply.New(apply.Deps{DB: a.DB, IDs: a.IDs, Log: a.Log, Account: a.Account, Responder: a.Responder})
	handlers := a.Reception.Handlers()
	maps.Copy(handlers, a.Account.Handlers())
	a.Jobs = job.New(job.Deps{
		DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Queue: queue, Node: node, Handlers: handlers,
	})
	return nil
}

// Close releases what New opened, after Run has returned or when it never ran.
func (a *App) Close() error {
	a.Hub.Close()
	var errs []error
	if a.DB != nil {
		errs = append(errs, a.DB.Close())
		a.DB = nil
	}
	errs = append(errs, a.unlock())
	a.unlock = func() error { return nil }
	return errors.Join(errs...)
}

// pictureSources are where profile pictures may come from besides https: a
// simulator serves them over plain http.
func (a *App) pictureSources() []string {
	u, err := url.Parse(a.LineAPIBase)
	if err != nil || u.Scheme != "http" {
		return nil
	}
	return []string{strings.ToLower(u.Scheme + "://" + u.Host)}
}
