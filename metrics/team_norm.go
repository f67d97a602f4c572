package metrics

import (
	"foresail/metrics/control"
	"foresail/store/record"
)

// norm is what a process behaviour chart says of the last complete period.
type norm struct {
	usual       Number
	signal      string
	up          bool
	since       record.Date
	was, became float64
}

// countOfWork is what the chart of activities is about.
var countOfWork = Indicator{Unit: UnitCount, Chart: control.Counts}

// judge reads the chart of counts by period. Periods before the first activity
// say nothing, and the one of the first activity is no part of the baseline.
func (b *teamBuilder) judge(counts []int, first record.Date) norm {
	n := len(counts)
	if b.end > b.AsOf {
		n-- // this period is not over
	}
	samples := make([]Sample, 0, n)
	for k := range n {
		s := Sample{At: b.work.starts[k], To: b.Period.End(b.work.starts[k])}
		if s.To >= first && first != 0 {
			s.Value = plainCount(counts[k])
			s.Partial = s.At < first
		}
		samples = append(samples, s)
	}
	c := b.chart(&countOfWork, samples)
	return normOf(c, samples)
}

// plainCount is a count without its interval.
func plainCount(n int) Value { return Value{Number: Float(float64(n)), N: n, K: n} }

func normOf(c control.Chart, samples []Sample) norm {
	last := len(samples) - 1
	if last < 0 || !c.Points[last].Limited {
		return norm{}
	}
	p := c.Points[last]
	l := norm{usual: Float(p.Centre)}
	if s := p.Signal(); !p.Gap && s != control.None {
		l.signal, l.since = s.String(), samples[last].At
		l.was, l.became = p.Centre, p.X
		segments := c.Segments
		if s == control.Shift && len(segments) > 1 {
			l.was, l.became = segments[len(segments)-2].Centre, segments[len(segments)-1].Centre
			l.since = samples[segments[len(segments)-1].Start].At
		}
		l.up = l.became > l.was
	}
	return l
}
