package api_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"ohenji/sim/api"
)

// LINE's documents are not part of this project. Point OHENJI_LINE_OPENAPI at a
// checkout of github.com/line/line-openapi to hold the table against them.
const documentsEnv = "OHENJI_LINE_OPENAPI"

func TestTheTableHasEveryOperationOfLINEsDocuments(t *testing.T) {
	t.Parallel()
	dir := os.Getenv(documentsEnv)
	if dir == "" {
		t.Skipf("NOT CHECKED: set %s to a folder with LINE's OpenAPI documents", documentsEnv)
	}
	var want []string
	for _, name := range []string{
		"messaging-api", "insight", "manage-audience", "channel-access-token", "module", "module-attach", "liff", "shop",
	} {
		doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(dir, name+".yml"))
		if err != nil {
			t.Fatal(err)
		}
		for path, item := range doc.Paths.Map() {
			for method, op := range item.Operations() {
				want = append(want, fmt.Sprintf("%s %s %s", op.OperationID, method, path))
			}
		}
	}
	// In LINE's reference, but not in its documents.
	want = append(want,
		"pushTemplatedMessageByPhone POST /v2/bot/message/pnp/templated/push",
		"getTemplatedPNPMessageStatistics GET /v2/bot/message/delivery/pnp/templated")
	var got []string
	for _, op := range api.Coverage() {
		got = append(got, fmt.Sprintf("%s %s %s", op.ID, op.Method, op.Path))
	}
	slices.Sort(want)
	slices.Sort(got)
	for _, op := range want {
		if !slices.Contains(got, op) {
			t.Errorf("not in the table: %s", op)
		}
	}
	for _, op := range got {
		if !slices.Contains(want, op) {
			t.Errorf("not in LINE's documents: %s", op)
		}
	}
}

func TestTheReadmeListsWhatIsSimulated(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range api.Coverage() {
		listed := strings.Contains(string(readme), fmt.Sprintf("\n| `%s %s` |", op.Method, op.Path))
		if listed != op.Simulated {
			t.Errorf("%s %s: simulated is %t, the README says otherwise", op.Method, op.Path, op.Simulated)
		}
	}
}
