package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const clockTick = 100 // USER_HZ, fixed at 100 for every Linux user-space ABI

type procInfo struct {
	pid, ppid  int
	comm       string
	user, sys  float64 // seconds
	cuser      float64 // of children that have ended and were waited for
	csys       float64
	rss        int64 // bytes
	startTicks uint64
}

func readProc(pid int) (procInfo, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return procInfo{}, err
	}
	s := string(b)
	open, end := strings.IndexByte(s, '('), strings.LastIndexByte(s, ')')
	f := strings.Fields(s[end+1:]) // f[0] is the state, field 3 of proc(5)
	if open < 0 || end < 0 || len(f) < 22 {
		return procInfo{}, fmt.Errorf("unexpected /proc/%d/stat", pid)
	}
	n := func(i int) float64 { v, _ := strconv.ParseFloat(f[i-3], 64); return v }
	p := procInfo{pid: pid, comm: s[open+1 : end], ppid: int(n(4))}
	p.user, p.sys = n(14)/clockTick, n(15)/clockTick
	p.cuser, p.csys = n(16)/clockTick, n(17)/clockTick
	p.startTicks = uint64(n(22))
	p.rss = int64(n(24)) * int64(os.Getpagesize())
	return p, nil
}

// procTree returns the roots and all their living descendants, parents first.
func procTree(roots []int) []procInfo {
	ents, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	all := map[int]procInfo{}
	children := map[int][]int{}
	for _, e := range ents {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if p, err := readProc(pid); err == nil {
			all[pid] = p
			children[p.ppid] = append(children[p.ppid], pid)
		}
	}
	var out []procInfo
	seen := map[int]bool{}
	queue := append([]int(nil), roots...)
	for len(queue) > 0 {
		pid := queue[0]
		queue = queue[1:]
		p, ok := all[pid]
		if !ok || seen[pid] {
			continue
		}
		seen[pid] = true
		out = append(out, p)
		queue = append(queue, children[pid]...)
	}
	return out
}

// pss returns the proportional set size, which counts shared pages once.
func pss(pid int) int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "Pss:" {
			kb, _ := strconv.ParseInt(f[1], 10, 64)
			return kb << 10
		}
	}
	return 0
}

// ProcStats is the cost of the server under test between two moments.
type ProcStats struct {
	Processes   []string `json:"processes"`
	CPUUserS    float64  `json:"cpu_user_s"`
	CPUSysS     float64  `json:"cpu_sys_s"`
	CPUCores    float64  `json:"cpu_cores_used"`
	RSSStartMiB float64  `json:"rss_start_mib"`
	RSSMaxMiB   float64  `json:"rss_max_mib"`
	RSSEndMiB   float64  `json:"rss_end_mib"`
	PSSEndMiB   float64  `json:"pss_end_mib"`
}

// procWatch samples a process tree until end is called.
type procWatch struct {
	roots []int
	begin time.Time
	first map[int]procInfo
	stop  chan struct{}
	wg    sync.WaitGroup
	stats ProcStats
}

const mib = 1 << 20

func treeRSS(ps []procInfo) float64 {
	var n int64
	for _, p := range ps {
		n += p.rss
	}
	return float64(n) / mib
}

func watchProcs(roots []int) *procWatch {
	if len(roots) == 0 {
		return nil
	}
	w := &procWatch{roots: roots, begin: time.Now(), first: map[int]procInfo{}, stop: make(chan struct{})}
	ps := procTree(roots)
	for _, p := range ps {
		w.first[p.pid] = p
	}
	w.stats.RSSStartMiB = treeRSS(ps)
	w.stats.RSSMaxMiB = w.stats.RSSStartMiB
	w.wg.Go(func() {
		t := time.NewTicker(250 * time.Millisecond)
		defer t.Stop()
		for {
			select {
			case <-w.stop:
				return
			case <-t.C:
				w.stats.RSSMaxMiB = max(w.stats.RSSMaxMiB, treeRSS(procTree(roots)))
			}
		}
	})
	return w
}

func (w *procWatch) end() *ProcStats {
	if w == nil {
		return nil
	}
	close(w.stop)
	w.wg.Wait()
	ps := procTree(w.roots)
	for _, p := range ps {
		b, ok := w.first[p.pid]
		if ok && b.startTicks != p.startTicks {
			b = procInfo{} // the pid was reused
		}
		u, s := p.user-b.user, p.sys-b.sys
		if ok { // children that ended since the start
			u, s = u+p.cuser-b.cuser, s+p.csys-b.csys
		}
		w.stats.CPUUserS += u
		w.stats.CPUSysS += s
		w.stats.PSSEndMiB += float64(pss(p.pid)) / mib
		w.stats.Processes = append(w.stats.Processes,
			fmt.Sprintf("%d %s cpu=%.2fs rss=%.0fMiB", p.pid, p.comm, u+s, float64(p.rss)/mib))
	}
	w.stats.RSSEndMiB = treeRSS(ps)
	w.stats.RSSMaxMiB = max(w.stats.RSSMaxMiB, w.stats.RSSEndMiB)
	w.stats.CPUCores = (w.stats.CPUUserS + w.stats.CPUSysS) / time.Since(w.begin).Seconds()
	return &w.stats
}

// killTree sends SIGKILL to the roots and all their descendants, parents first,
// so that no parent can restart a child. It returns the pids.
func killTree(roots []int) []int {
	var pids []int
	for _, p := range procTree(roots) {
		if p.pid == os.Getpid() {
			continue
		}
		pids = append(pids, p.pid)
		syscall.Kill(p.pid, syscall.SIGKILL)
	}
	return pids
}

// selfCPU returns this process's own CPU seconds.
func selfCPU() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	tv := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return tv(u.Utime) + tv(u.Stime)
}
