package reply

import (
	"cmp"
	"slices"

	"ohenji/internal/domain"
)

// mention is a rule for the trace, and what of it fits or nil.
type mention struct {
	rank int32
	fit  *fit
}

// trace lists the rules that could have answered, those that fit first, then
// as many of the uniform ones and of those that are off as there is room for.
func (rs *Rules) trace(in *Input, d *Decision, f *found, best int32) {
	var space [MaxOthers]mention
	listed := space[:0]
	fitting := len(f.uniform)
	for i := range f.fits {
		this := &f.fits[i]
		if rs.ranked[this.rank].on {
			fitting++
		}
		if this.rank != best && len(listed) < MaxOthers {
			listed = append(listed, mention{this.rank, this})
		}
	}
	listed = fill(fill(listed, f.uniform, best), rs.off, best)
	slices.SortFunc(listed, func(a, b mention) int { return cmp.Compare(a.rank, b.rank) })
	d.NoMatch = rs.on - fitting
	d.Omitted = len(rs.ranked) - d.NoMatch - len(listed)
	if best >= 0 {
		d.Omitted--
	}
	if len(listed) == 0 {
		return
	}
	d.Others = make([]Verdict, len(listed))
	for i, m := range listed {
		d.Others[i] = rs.verdict(in, d, f, best, m)
	}
}

// fill lists more rules while there is room.
func fill(listed []mention, ranks []int32, best int32) []mention {
	for _, rank := range ranks {
		if len(listed) == MaxOthers {
			break
		}
		known := slices.ContainsFunc(listed, func(m mention) bool { return m.rank == rank })
		if rank != best && !known {
			listed = append(listed, mention{rank, nil})
		}
	}
	return listed
}

// verdict says why the rule did not answer: the first of the reasons in the
// order of their list.
func (rs *Rules) verdict(in *Input, d *Decision, f *found, best int32, m mention) Verdict {
	r := &rs.ranked[m.rank]
	v := Verdict{RuleID: r.id, Title: r.title}
	if m.fit != nil {
		v.Keyword = m.fit.text
	}
	blocked, until := rs.blocked(in, f, m.rank)
	switch {
	case !r.on:
		v.Why = WhyOff
	case !r.answers.to(in.Message.Kind):
		v.Why = WhyKind
	case !r.uniform && m.fit == nil:
		v.Why = WhyNoMatch
	case !d.asked():
		v.Why = WhyNotAsked
	case blocked != "":
		v.Why, v.Until = blocked, until
		if blocked == WhyForbidden {
			v.Forbidden = f.forbidden(m.rank)
		}
	case r.uniform && !rs.ranked[best].uniform:
		v.Why = WhyKeywordWon
	case r.uniform && in.Settings.Uniform == domain.UniformRandom:
		v.Why = WhyNotDrawn
	default:
		v.Why = WhyLowerOrder
	}
	return v
}

// asked reports whether the rules were asked.
func (d *Decision) asked() bool {
	return d.Reason == ReasonRule || d.Reason == ReasonNoMatch || d.Reason == ReasonKind
}

// Explain is Decide with a verdict on every rule, for display on demand: also
// on those that do not fit, and on all when the rules were not asked. Its cost
// grows with the number of rules.
func Explain(in Input) Decision {
	d, asked := settle(&in)
	rs := in.Rules
	if rs == nil {
		return d
	}
	var space room
	f := rs.find(&in.Message, &space)
	best := int32(-1)
	if asked {
		best = rs.answer(&in, &d, &f)
	}
	fits := make(map[int32]*fit, len(f.fits))
	for i := range f.fits {
		fits[f.fits[i].rank] = &f.fits[i]
	}
	for rank := range int32(len(rs.ranked)) {
		if rank == best {
			continue
		}
		v := rs.verdict(&in, &d, &f, best, mention{rank, fits[rank]})
		if v.Why == WhyNoMatch || v.Why == WhyKind {
			d.NoMatch++
		}
		d.Others = append(d.Others, v)
	}
	return d
}
