package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// known reads what is kept about contacts, also of one that is asked for twice.
func (w *world) known(ids ...string) map[string]domain.Contact {
	w.t.Helper()
	var cs []*domain.Contact
	for _, id := range append(ids, ids[0]) {
		cs = append(cs, &domain.Contact{ID: id, Tags: []string{"old"}, Attributes: map[string]string{"old": "old"}})
	}
	w.view(func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.FillContacts(ctx, nil), tx.FillContacts(ctx, cs))
	})
	out := map[string]domain.Contact{}
	for _, c := range cs {
		if before, ok := out[c.ID]; ok && (!slices.Equal(before.Tags, c.Tags) || !maps.Equal(before.Attributes, c.Attributes)) {
			w.t.Errorf("the same contact has %v and %v", before, c)
		}
		out[c.ID] = *c
	}
	return out
}

func (w *world) know(accountID, contactID string, tags []string, attributes map[string]string) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.SetTags(ctx, accountID, contactID, tags), tx.SetAttributes(ctx, accountID, contactID, attributes))
	})
}

func TestTagsAndAttributesAreReplacedAsAWhole(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		hanako, taro := w.thread(a, "花子", w.clock.Now()).Contact.ID, w.thread(a, "太郎", w.clock.Now()).Contact.ID
		w.know(a.ID, hanako, []string{"常連", "VIP"}, map[string]string{"誕生日": "4月1日", "担当": "佐藤"})
		w.know(a.ID, taro, []string{"VIP"}, nil)
		got := w.known(hanako, taro)
		if c := got[hanako]; !slices.Equal(c.Tags, []string{"VIP", "常連"}) || !maps.Equal(c.Attributes, map[string]string{"誕生日": "4月1日", "担当": "佐藤"}) {
			t.Errorf("花子 has %v %v", c.Tags, c.Attributes)
		}
		if c := got[taro]; !slices.Equal(c.Tags, []string{"VIP"}) || len(c.Attributes) != 0 {
			t.Errorf("太郎 has %v %v", c.Tags, c.Attributes)
		}
		w.know(a.ID, hanako, []string{"休眠"}, map[string]string{"誕生日": "5月1日"})
		if c := w.known(hanako)[hanako]; !slices.Equal(c.Tags, []string{"休眠"}) || !maps.Equal(c.Attributes, map[string]string{"誕生日": "5月1日"}) {
			t.Errorf("after a change 花子 has %v %v", c.Tags, c.Attributes)
		}
		w.know(a.ID, hanako, nil, nil)
		if c := w.known(hanako)[hanako]; len(c.Tags)+len(c.Attributes) != 0 {
			t.Errorf("after a removal 花子 has %v %v", c.Tags, c.Attributes)
		}
		if c := w.known(taro)[taro]; !slices.Equal(c.Tags, []string{"VIP"}) {
			t.Errorf("after all that 太郎 has %v", c.Tags)
		}
	})
}

// offered is what an editor offers of an account.
func (w *world) offered(accountID string) (tags, names []string) {
	w.t.Helper()
	w.view(func(ctx context.Context, tx *store.Tx) (err error) {
		var err2 error
		tags, err = tx.Tags(ctx, accountID)
		names, err2 = tx.AttributeNames(ctx, accountID)
		return errors.Join(err, err2)
	})
	return tags, names
}

func TestAccountsDoNotSeeEachOthersWords(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other, none := w.account("sakura"), w.account("momiji"), w.account("ume")
		for i, tags := range [][]string{{"b", "a"}, {"a", "c"}} {
			w.know(a.ID, w.thread(a, fmt.Sprint(i), w.clock.Now()).Contact.ID, tags, map[string]string{"n" + fmt.Sprint(i): "x", "same": "x"})
		}
		w.know(other.ID, w.thread(other, "梅", w.clock.Now()).Contact.ID, []string{"z"}, map[string]string{"secret": "x"})
		tags, names := w.offered(a.ID)
		if !slices.Equal(tags, []string{"a", "b", "c"}) || !slices.Equal(names, []string{"n0", "n1", "same"}) {
			t.Errorf("offered are %q and %q", tags, names)
		}
		tags, names = w.offered(other.ID)
		if !slices.Equal(tags, []string{"z"}) || !slices.Equal(names, []string{"secret"}) {
			t.Errorf("of the other account are offered %q and %q", tags, names)
		}
		tags, names = w.offered(none.ID)
		if tags == nil || names == nil || len(tags)+len(names) != 0 {
			t.Errorf("of an account that knows nothing are offered %#v and %#v", tags, names)
		}
	})
}

func TestManyContactsAreReadAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		var ids []string
		for i := range 70 { // more than one size of statement
			id := w.thread(a, fmt.Sprint(i), w.clock.Now()).Contact.ID
			w.know(a.ID, id, []string{fmt.Sprint("tag", i)}, map[string]string{"n": fmt.Sprint(i)})
			ids = append(ids, id)
		}
		got := w.known(ids...)
		for i, id := range ids {
			if c := got[id]; !slices.Equal(c.Tags, []string{fmt.Sprint("tag", i)}) || c.Attributes["n"] != fmt.Sprint(i) {
				t.Errorf("number %d has %v %v", i, c.Tags, c.Attributes)
			}
		}
	})
}
