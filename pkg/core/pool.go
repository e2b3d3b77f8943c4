package core

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	goruntime "runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// ErrClosed says that the data source instance was replaced while it was being asked.
var ErrClosed = errors.New("the data source's settings changed")

// Pool is one data source instance's runtimes, all with the same definitions. The first is made at once, the others when
// they are first needed. Its methods may be used by many goroutines at once.
type Pool struct {
	text    Text
	uid     string
	members []*member
	ready   chan struct{}
	loaded  Loaded
	err     error

	context context.Context
	close   context.CancelCauseFunc
	loading sync.WaitGroup
}

// member is a runtime and who may use it now.
type member struct {
	// busy holds one token while a goroutine computes in the runtime.
	busy    chan struct{}
	runtime *runtime
	// load counts who computes or waits to.
	load atomic.Int64

	mutex sync.Mutex
	// dropped are sessions that nobody waits for any more; the next user of the runtime forgets them.
	dropped []int
}

// Size is the number of runtimes that a pool has at most. They compute; waiting for stores takes none.
func Size() int {
	return min(4, goruntime.GOMAXPROCS(0))
}

// NewPool starts reading the definitions and returns without waiting for it. Close must be called.
// uid is the data source's own, which no source may point at.
func NewPool(text Text, uid string) *Pool {
	p := &Pool{text: text, uid: uid, ready: make(chan struct{})}
	for range Size() {
		p.members = append(p.members, &member{busy: make(chan struct{}, 1)})
	}
	p.context, p.close = context.WithCancelCause(context.Background())
	p.loading.Go(func() {
		defer close(p.ready)
		p.loaded, p.err = p.start()
	})
	return p
}

func (p *Pool) start() (loaded Loaded, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("loading the definitions: %v", fault)
		}
	}()
	first, err := newRuntime()
	if err != nil {
		return Loaded{}, err
	}
	p.members[0].runtime = first
	return first.load(p.context, p.text, p.uid)
}

// Close stops whatever is still computing, and waits for the loading to end.
func (p *Pool) Close() {
	p.close(ErrClosed)
	p.loading.Wait()
}

// Definitions waits until the definitions were read. Loaded.OK is false where they hold errors.
func (p *Pool) Definitions(ctx context.Context) (Loaded, error) {
	select {
	case <-p.ready:
		return p.loaded, p.err
	case <-ctx.Done():
		return Loaded{}, stopped(ctx)
	}
}

// any is the runtime that the fewest ask for.
func (p *Pool) any() *member {
	return slices.MinFunc(p.members, func(a, b *member) int { return cmp.Compare(a.load.Load(), b.load.Load()) })
}

// patience is how many more may wait for a runtime that knows a KPI than for another one.
const patience = 1

// of is the runtime that a query goes to: the one that holds the slices of its KPI, if that is not too busy.
func (p *Pool) of(query json.RawMessage) *member {
	var about struct {
		KPI  string   `json:"kpi"`
		KPIs []string `json:"kpis"`
		Area string   `json:"area"`
	}
	// What is wrong with a query the compiler says.
	_ = json.Unmarshal(query, &about)
	hash := fnv.New32a()
	_, _ = fmt.Fprint(hash, about.KPI, about.KPIs, about.Area)
	preferred := p.members[hash.Sum32()%uint32(len(p.members))] //nolint:gosec // at most 4
	if least := p.any(); preferred.load.Load() > least.load.Load()+patience {
		return least
	}
	return preferred
}

// use runs work in m's runtime as soon as it is free.
func (p *Pool) use(ctx context.Context, m *member, work func(context.Context, *runtime) error) error {
	if _, err := p.Definitions(ctx); err != nil {
		return err
	}
	m.load.Add(1)
	defer m.load.Add(-1)
	select {
	case m.busy <- struct{}{}:
		defer func() { <-m.busy }()
	case <-ctx.Done():
		return stopped(ctx)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(p.context, func() { cancel(ErrClosed) })()
	if m.runtime == nil {
		fresh, err := newRuntime()
		if err != nil {
			return err
		}
		if err := fresh.restore(ctx, p.loaded, p.uid); err != nil {
			return err
		}
		m.runtime = fresh
	}
	for _, session := range m.takeDropped() {
		if err := m.runtime.callJSON(ctx, nil, "drop", session); err != nil {
			return err
		}
	}
	return work(ctx, m.runtime)
}

func (m *member) takeDropped() []int {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	dropped := m.dropped
	m.dropped = nil
	return dropped
}

// json calls one function of the compiler in any runtime.
func (p *Pool) json(ctx context.Context, result any, name string, arguments ...any) error {
	return p.use(ctx, p.any(), func(ctx context.Context, r *runtime) error {
		return r.callJSON(ctx, result, name, arguments...)
	})
}

// Catalog lists the definitions: KPIs, funnels, owners, segments; no addresses and no query texts.
func (p *Pool) Catalog(ctx context.Context) (catalog json.RawMessage, err error) {
	return catalog, p.json(ctx, &catalog, "catalog")
}

// Validate reads a text of definitions and forgets it.
func (p *Pool) Validate(ctx context.Context, text Text) (loaded Loaded, err error) {
	return loaded, p.json(ctx, &loaded, "validate", []Text{text})
}

// Explain says what a query would ask.
func (p *Pool) Explain(ctx context.Context, query json.RawMessage, when Context) (explained json.RawMessage, err error) {
	return explained, p.json(ctx, &explained, "explain", string(query), when)
}

// Probes gives a tiny question for each source, and what is known of some without asking.
func (p *Pool) Probes(ctx context.Context, nowMs int64) (requests []Request, known []Probed, err error) {
	var probes struct {
		Requests []Request `json:"requests"`
		Known    []Probed  `json:"known"`
	}
	err = p.json(ctx, &probes, "probes", nowMs)
	return probes.Requests, probes.Known, err
}

// Probed judges the answers to Probes.
func (p *Pool) Probed(ctx context.Context, nowMs int64, answers []Answer) (probed []Probed, err error) {
	return probed, p.use(ctx, p.any(), func(ctx context.Context, r *runtime) error {
		buffers := r.buffers(answers)
		return r.callJSON(ctx, &probed, "probed", nowMs, answers, buffers)
	})
}

// Fail puts a fault that only the Go host saw into the catalogue's words.
func (p *Pool) Fail(ctx context.Context, code string, params map[string]any) (response Response, err error) {
	return response, p.json(ctx, &response, "fail", code, params)
}
