package main

import (
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

func TestSendersAreReadFromTheCommandLine(t *testing.T) {
	t.Parallel()
	o, err := parse([]string{"-senders", "1, 8", "-rate", "2000"})
	if err != nil || len(o.senders) != 2 || o.senders[1] != 8 || o.rate != 2000 {
		t.Errorf("%+v, %v", o, err)
	}
	for _, bad := range [][]string{{"-senders", "0"}, {"-senders", "many"}, {"-rules", "0"}, {"extra"}} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%v was accepted", bad)
		}
	}
}

func TestShopFileHasTheRulesThatTheQuestionsAskFor(t *testing.T) {
	t.Parallel()
	var shop struct {
		Accounts []struct {
			Key   string
			Rules []struct {
				Keywords []string
				Bubbles  []struct{ Text string }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(shopFile(12)), &shop); err != nil {
		t.Fatal(err)
	}
	rules := shop.Accounts[0].Rules
	if len(rules) != 12 || len(rules[11].Keywords) != 3 {
		t.Fatalf("%d rules, the last %v", len(rules), rules[len(rules)-1])
	}
	asked, wanted := strings.ReplaceAll(question(12), "{seq%12}", "11"), strings.ReplaceAll(answer(12), "{seq%12}", "11")
	if rules[11].Keywords[1] != asked || rules[11].Bubbles[0].Text != wanted {
		t.Errorf("rule %v does not answer %q with %q", rules[11], asked, wanted)
	}
}

func TestInnermostMountNamesTheFilesystem(t *testing.T) {
	t.Parallel()
	mounts := "/dev/a / ext4 rw 0 0\ntmpfs /srv tmpfs rw 0 0\n/dev/b /srv/data xfs rw 0 0\n"
	for dir, want := range map[string]string{"/srv/data/x": "xfs", "/srv/database": "tmpfs", "/home": "ext4"} {
		if got := filesystemOf(dir, mounts); got != want {
			t.Errorf("%s is on %s, want %s", dir, got, want)
		}
	}
}

func TestReportComparesWithTheCeiling(t *testing.T) {
	t.Parallel()
	var r row
	r.senders = 64
	r.ohenji.AnswersPerS, r.ceiling.AnswersPerS = 3000, 6000
	r.ohenji.Latency = dist{P50: 5.04, P99: 40, Max: 81}
	r.ohenji.CPUPerEventMs, r.ohenji.Server.RSSMaxMiB = 0.456, 90.4
	var b strings.Builder
	o := options{rules: 1000, users: 10, duration: 10 * time.Second, perRequest: 1}
	printReport(&b, o, "SQLite", "ohenji v1", machine{cores: 2}, []row{r})
	if want := "| 64 | 3000 | 5.0 ms | 40.0 ms | 81 ms | 0.46 ms | 90 MiB | 6000/s | 50 % |\n"; !strings.Contains(b.String(), want) {
		t.Errorf("%q is not in:\n%s", want, b.String())
	}
}

func TestLostOrDoubledAnswersFailTheRun(t *testing.T) {
	t.Parallel()
	good := summary{Events: 10, Acks: map[string]int{"200": 10}, Answered: 10}
	if err := complaints([]row{{ohenji: good}}); err != nil {
		t.Errorf("good run: %v", err)
	}
	for name, spoil := range map[string]func(*summary){
		"refused":    func(s *summary) { s.Acks = map[string]int{"200": 9, "503": 1} },
		"unanswered": func(s *summary) { s.Unanswered = 1 },
		"doubled":    func(s *summary) { s.Doubled = 1 },
		"wrong":      func(s *summary) { s.Wrong = 1 },
	} {
		bad := good
		spoil(&bad)
		if complaints([]row{{ohenji: good}, {ohenji: bad}}) == nil {
			t.Errorf("%s passed", name)
		}
	}
}
