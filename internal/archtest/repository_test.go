package archtest

import (
	"io/fs"
	"os"
	"testing"
)

func repository() fs.FS { return os.DirFS("../..") }

func repositoryTable(t *testing.T) []Row {
	t.Helper()
	doc, err := fs.ReadFile(repository(), "docs/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ReadTable(string(doc))
	if err != nil {
		t.Fatalf("docs/ARCHITECTURE.md: %v", err)
	}
	return rows
}

func report(t *testing.T, problems []string, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

func TestImportsFollowTheTable(t *testing.T) {
	t.Parallel()
	problems, err := CheckImports(repository(), repositoryTable(t))
	report(t, problems, err)
}

func TestTheTableKeepsTheFixedRules(t *testing.T) {
	t.Parallel()
	report(t, CheckTable(repositoryTable(t)), nil)
}

func TestEveryModuleHasItsReason(t *testing.T) {
	t.Parallel()
	libraries, err := fs.ReadFile(repository(), "docs/adr/0007-libraries.md")
	if err != nil {
		t.Fatal(err)
	}
	report(t, CheckModules(repositoryTable(t), string(libraries)), nil)
}

func TestSourcesShowAllTheirCharacters(t *testing.T) {
	t.Parallel()
	problems, err := CheckText(repository())
	report(t, problems, err)
}

func TestTimeAndChanceComeFromOnePlace(t *testing.T) {
	t.Parallel()
	problems, err := CheckClock(repository())
	report(t, problems, err)
}

func TestNothingIsTooLong(t *testing.T) {
	t.Parallel()
	problems, err := CheckSize(repository())
	report(t, problems, err)
}
