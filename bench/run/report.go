package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// machine is what figures depend on besides the product.
type machine struct {
	cores      int
	cpu        string
	memoryGiB  float64
	kernel     string
	filesystem string
}

// describeMachine reads /proc; what it cannot find stays "unknown".
func describeMachine(dir string) machine {
	m := machine{cores: runtime.NumCPU(), cpu: "unknown", kernel: "unknown", filesystem: "unknown"}
	if v := procValue("/proc/cpuinfo", "model name"); v != "" {
		m.cpu = v
	}
	var kib float64
	fmt.Sscan(procValue("/proc/meminfo", "MemTotal"), &kib)
	m.memoryGiB = kib / (1 << 20)
	if b, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.kernel = strings.TrimSpace(string(b))
	}
	if b, err := os.ReadFile("/proc/self/mounts"); err == nil {
		m.filesystem = filesystemOf(dir, string(b))
	}
	return m
}

// procValue returns what stands behind "key:" in a file of /proc.
func procValue(path, key string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// filesystemOf finds the innermost mount that holds dir; the last one wins
// where several are stacked.
func filesystemOf(dir, mounts string) string {
	found, length := "unknown", -1
	for line := range strings.SplitSeq(mounts, "\n") {
		f := strings.Fields(line) // device, mount point, type, options
		if len(f) < 3 || len(f[1]) < length {
			continue
		}
		if f[1] == "/" || dir == f[1] || strings.HasPrefix(dir, f[1]+"/") {
			found, length = f[2], len(f[1])
		}
	}
	return found
}

// printReport writes what goes into docs/performance.md.
func printReport(w io.Writer, o options, database, version string, m machine, rows []row) {
	fmt.Fprintf(w, "%s, ohenji %s, %s, %d rules of three keywords, %d friends, %s a measurement, %s.\n\n",
		time.Now().Format(time.DateOnly), version, database, o.rules, o.users, o.duration, shape(o))
	fmt.Fprintf(w, "| senders | events/s | p50 | p99 | max | CPU per event | memory | ceiling | of the ceiling |\n")
	fmt.Fprintf(w, "|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range rows {
		s, latency := r.ohenji, r.ohenji.Latency
		if o.rate > 0 {
			latency = s.Scheduled // a server that stalls must not hide it
		}
		fmt.Fprintf(w, "| %d | %.0f | %.1f ms | %.1f ms | %.0f ms | %.2f ms | %.0f MiB | %.0f/s | %.0f %% |\n",
			r.senders, s.AnswersPerS, latency.P50, latency.P99, latency.Max, s.CPUPerEventMs, s.Server.RSSMaxMiB,
			r.ceiling.AnswersPerS, 100*s.AnswersPerS/r.ceiling.AnswersPerS)
	}
	fmt.Fprintf(w, "\nMachine: %d cores (%s), %.1f GiB, Linux %s, data on %s; 4 KiB write and fsync %s; other programs used up to %.2f cores.\n",
		m.cores, m.cpu, m.memoryGiB, m.kernel, m.filesystem, fsyncRange(rows), busiest(rows))
	if strings.HasPrefix(database, "PostgreSQL") {
		fmt.Fprintf(w, "CPU and memory are those of ohenji, without the database server.\n")
	}
}

// shape says how the events were sent.
func shape(o options) string {
	events := "one event a request"
	if o.perRequest > 1 {
		events = fmt.Sprintf("%d events a request", o.perRequest)
	}
	if o.rate > 0 {
		return fmt.Sprintf("%s, %g events/s on a schedule", events, o.rate)
	}
	return events + ", each sender waits for its answers"
}

func fsyncRange(rows []row) string {
	var p50, p99 []float64
	for _, r := range rows {
		for _, s := range []summary{r.ohenji, r.ceiling} {
			p50, p99 = append(p50, s.Machine.Fsync.P50), append(p99, s.Machine.Fsync.P99)
		}
	}
	return fmt.Sprintf("%.1f-%.1f ms (median), %.1f ms (worst p99)", slices.Min(p50), slices.Max(p50), slices.Max(p99))
}

func busiest(rows []row) float64 {
	most := 0.0
	for _, r := range rows {
		most = max(most, r.ohenji.Machine.OtherCores, r.ceiling.Machine.OtherCores)
	}
	return most
}
