package plugin

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
)

// flights shares requests that are under way between calls: the rules of a KPI are evaluated at the same second, and each would
// ask what another one is being told already. It is no cache: an answered request is asked again.
type flights struct {
	mutex    sync.Mutex
	underWay map[string]*flight
	// waiting counts requests that wait for another call's, for tests.
	waiting atomic.Int64
}

type flight struct {
	// done is closed when answer is there, or when whoever asked has left without one.
	done      chan struct{}
	answer    core.Answer
	abandoned bool
}

// key is all that decides an answer, not only its digest.
func key(r core.Request) string {
	return r.ID + " " + r.UID + " " + strconv.FormatInt(r.FromMs, 10) + " " + strconv.FormatInt(r.ToMs, 10) + " " + string(r.Query)
}

// fetch answers requests by id. What nobody asks at the moment it asks itself, at once; the rest it waits for. What was asked by a call
// that left before the answer came it asks again. late is the answer for what is not there when ctx ends.
func (f *flights) fetch(
	ctx context.Context, requests []core.Request, ask func([]core.Request) []core.Answer, late func(core.Request) core.Answer,
) map[string]core.Answer {
	answers := make(map[string]core.Answer, len(requests))
	mine, others := f.take(requests)
	for _, answer := range f.run(ctx, mine, ask) {
		answers[answer.ID] = answer
	}
	var again []core.Request
	f.waiting.Add(int64(len(others)))
	for request, other := range others {
		select {
		case <-other.done:
			if other.abandoned {
				again = append(again, requests[request])
			} else {
				answers[other.answer.ID] = other.answer
			}
		case <-ctx.Done():
			answers[requests[request].ID] = late(requests[request])
		}
		f.waiting.Add(-1)
	}
	if len(again) > 0 {
		for _, answer := range ask(again) {
			answers[answer.ID] = answer
		}
	}
	return answers
}

// take splits requests into those that this call asks, and those under way, by their place.
func (f *flights) take(requests []core.Request) (mine []core.Request, others map[int]*flight) {
	others = map[int]*flight{}
	own := map[string]bool{}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.underWay == nil {
		f.underWay = map[string]*flight{}
	}
	for i, request := range requests {
		k := key(request)
		if own[k] {
			continue
		}
		if other := f.underWay[k]; other != nil {
			others[i] = other
			continue
		}
		own[k] = true
		f.underWay[k] = &flight{done: make(chan struct{})}
		mine = append(mine, request)
	}
	return mine, others
}

// run asks what this call has taken, and tells those who wait.
func (f *flights) run(ctx context.Context, mine []core.Request, ask func([]core.Request) []core.Answer) (answers []core.Answer) {
	if len(mine) == 0 {
		return nil
	}
	defer func() {
		f.mutex.Lock()
		defer f.mutex.Unlock()
		for i, request := range mine {
			own := f.underWay[key(request)]
			// After the end of ctx (or a panic) the answers say only that this call has left.
			if ctx.Err() == nil && i < len(answers) {
				own.answer = answers[i]
			} else {
				own.abandoned = true
			}
			delete(f.underWay, key(request))
			close(own.done)
		}
	}()
	return ask(mine)
}
