package sshd

import (
	"maps"
	"runtime/metrics"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// meter counts what the server does.
type meter struct {
	sessions atomic.Int64 // running
	cockpits atomic.Int64 // begun
	commands atomic.Int64 // begun
	bytes    atomic.Int64
	changes  atomic.Int64

	mu      sync.Mutex
	refusal map[string]int64
	frames  histogram
}

// frameBounds are the upper bounds of the classes of times, in seconds.
var frameBounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

// histogram counts times by class.
type histogram struct {
	counts []int64 // by frameBounds, and one for what is above them
	sum    float64 // seconds
}

func newMeter() *meter {
	return &meter{refusal: make(map[string]int64), frames: histogram{counts: make([]int64, len(frameBounds)+1)}}
}

// refused counts somebody or something that was turned away.
func (m *meter) refused(why string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refusal[why]++
}

// shown takes the time from a change to the frame after it.
func (m *meter) shown(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i, _ := slices.BinarySearch(frameBounds, d.Seconds())
	m.frames.counts[i]++
	m.frames.sum += d.Seconds()
}

// page writes what was counted in the text format of Prometheus. The help of
// each number is its definition.
//
// Source: prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4.
func (m *meter) page(conns tally) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	var p exposition
	p.head("foresail_sessions", "gauge", "Cockpits and commands that run.")
	p.line("foresail_sessions", "", m.sessions.Load())
	p.head("foresail_connections", "gauge", "Connections that are open, by whether a key was proven.")
	p.line("foresail_connections", `proven="no"`, int64(conns.waiting))
	p.line("foresail_connections", `proven="yes"`, int64(conns.open-conns.waiting))
	p.head("foresail_begun_total", "counter", "Cockpits and commands that were begun.")
	p.line("foresail_begun_total", `kind="cockpit"`, m.cockpits.Load())
	p.line("foresail_begun_total", `kind="command"`, m.commands.Load())
	p.head("foresail_refused_total", "counter", "Connections, keys, sessions and requests that were turned away, by reason.")
	for _, why := range slices.Sorted(maps.Keys(m.refusal)) {
		p.line("foresail_refused_total", "reason="+strconv.Quote(why), m.refusal[why])
	}
	p.head("foresail_sent_bytes_total", "counter", "Bytes that sessions were sent, before encryption.")
	p.line("foresail_sent_bytes_total", "", m.bytes.Load())
	p.head("foresail_changes_total", "counter", "Changes of the data file that were noticed; what was found in one look counts once.")
	p.line("foresail_changes_total", "", m.changes.Load())
	p.frames(&m.frames)
	p.process()
	return p
}

// exposition is a page in the text format of Prometheus.
type exposition []byte

func (p *exposition) head(name, kind, help string) {
	*p = append(*p, "# HELP "+name+" "+help+"\n# TYPE "+name+" "+kind+"\n"...)
}

func (p *exposition) line(name, labels string, v int64) {
	p.write(name, labels, strconv.FormatInt(v, 10))
}

func (p *exposition) write(name, labels, v string) {
	if labels != "" {
		labels = "{" + labels + "}"
	}
	*p = append(*p, name+labels+" "+v+"\n"...)
}

func (p *exposition) frames(h *histogram) {
	const name = "foresail_frame_seconds"
	p.head(name, "histogram", "From noticing a change of the data file (it is looked at ten times a second) to the next frame that a client was sent.")
	n := int64(0)
	for i, bound := range frameBounds {
		n += h.counts[i]
		p.line(name+"_bucket", `le="`+strconv.FormatFloat(bound, 'g', -1, 64)+`"`, n)
	}
	n += h.counts[len(frameBounds)]
	p.line(name+"_bucket", `le="+Inf"`, n)
	p.write(name+"_sum", "", strconv.FormatFloat(h.sum, 'g', -1, 64))
	p.line(name+"_count", "", n)
}

// process tells of this process what the runtime knows.
func (p *exposition) process() {
	for _, v := range []struct{ name, of, help string }{
		{"go_goroutines", "/sched/goroutines:goroutines", "Goroutines that exist."},
		{"go_heap_live_bytes", "/gc/heap/live:bytes", "Bytes of heap that the last collection found in use."},
		{"go_memory_bytes", "/memory/classes/total:bytes", "Bytes that were mapped from the system."},
	} {
		sample := []metrics.Sample{{Name: v.of}}
		metrics.Read(sample)
		p.head(v.name, "gauge", v.help)
		p.line(v.name, "", int64(sample[0].Value.Uint64()))
	}
}
