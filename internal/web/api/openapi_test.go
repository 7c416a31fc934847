package api

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

//go:generate go test -run ^TestTheOpenAPIDocumentIsTheAPI$ . -update

var update = flag.Bool("update", false, "write the golden files anew")

var document = filepath.Join("..", "..", "..", "docs", "openapi.yaml")

// The document is what the console, scripts and other people's clients are
// made from: a change of it is seen in review.
func TestTheOpenAPIDocumentIsTheAPI(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	if err := WriteOpenAPI(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(document, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is not what the code says; run: go generate ./internal/web/api", document)
	}
}

func TestTheOpenAPIDocumentIsValid(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	if err := WriteOpenAPI(&text); err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Error(err)
	}
}
