package upstream

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	maxRetries = 2
	// firstPause is the mean of the first pause; each further one is twice as long.
	firstPause = 200 * time.Millisecond
)

// budget keeps retries below a fifth of all requests, so that a store in trouble is not asked three times as often.
type budget struct {
	mutex  sync.Mutex
	tokens float64
}

const (
	budgetMost    = 5
	budgetPerCall = 0.1
)

func newBudget() *budget { return &budget{tokens: budgetMost} }

func (b *budget) earn() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.tokens = min(budgetMost, b.tokens+budgetPerCall)
}

func (b *budget) spend() bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func retryable(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusBadGateway || status == http.StatusServiceUnavailable
}

// pause is how long to wait before retry number attempt (from 0): what the server asked for, else a random time.
func pause(header http.Header, attempt int, now time.Time) time.Duration {
	if asked, ok := retryAfter(header.Get("Retry-After"), now); ok {
		return asked
	}
	most := float64(firstPause) * 2 * float64(int(1)<<attempt)
	return time.Duration(rand.Float64() * most) //nolint:gosec // jitter, no secret
}

// retryAfter reads seconds or an HTTP date; anything else is as if it were not there.
func retryAfter(text string, now time.Time) (time.Duration, bool) {
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}
