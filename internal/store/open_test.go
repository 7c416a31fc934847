package store_test

import (
	"context"
	"testing"

	"ohenji/internal/clock"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func TestANewDatabaseIsMigratedAndOpensAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		for range 2 {
			db := p.Open(t, clock.New())
			err := db.View(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Accounts(ctx)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
