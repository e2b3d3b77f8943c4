package core

import (
	"context"
	"encoding/json"
	"errors"
)

// Session is one running query. It stays with the runtime it began in. Its methods must be called one after the other;
// Drop must be called in the end.
type Session struct {
	pool    *Pool
	member  *member
	session int
}

// Begin plans a query: the step holds what to ask first, or already the response.
func (p *Pool) Begin(ctx context.Context, query json.RawMessage, when Context) (*Session, Step, error) {
	return p.begin(ctx, "begin", query, when)
}

// BeginSegmentValues begins to ask for the values of a segment: `{kpi, segment, limit?}`.
func (p *Pool) BeginSegmentValues(ctx context.Context, asked json.RawMessage, when Context) (*Session, Step, error) {
	return p.begin(ctx, "beginSegmentValues", asked, when)
}

func (p *Pool) begin(ctx context.Context, name string, query json.RawMessage, when Context) (*Session, Step, error) {
	s := &Session{pool: p, member: p.of(query)}
	var step Step
	err := p.use(ctx, s.member, func(ctx context.Context, r *runtime) error {
		return r.callJSON(ctx, &step, name, string(query), when)
	})
	s.session = step.Session
	return s, step, err
}

// Advance hands in the answers to the requests of the step before.
func (s *Session) Advance(ctx context.Context, answers []Answer) (Step, error) {
	if s.session == 0 {
		return Step{}, errors.New("the session is over")
	}
	var step Step
	err := s.pool.use(ctx, s.member, func(ctx context.Context, r *runtime) error {
		buffers := r.buffers(answers)
		return r.callJSON(ctx, &step, "advance", s.session, answers, buffers)
	})
	if err == nil {
		s.session = step.Session
	}
	return step, err
}

// Drop forgets the query where it did not come to its end. It never waits.
func (s *Session) Drop() {
	if s.session == 0 {
		return
	}
	s.member.mutex.Lock()
	defer s.member.mutex.Unlock()
	s.member.dropped = append(s.member.dropped, s.session)
	s.session = 0
}
