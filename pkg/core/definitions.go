package core

import (
	"context"
	"crypto/sha256"
	"sync"
)

// parsed keeps what was read of the last few texts of definitions, because Grafana makes a new instance whenever any of its
// own settings change and reading YAML in sobek takes some 10 ms a kilobyte. A text that failed is kept as well.
var parsed = cache{most: 16}

type cache struct {
	mutex sync.Mutex
	most  int
	keys  []cacheKey
	held  map[cacheKey]Loaded
}

type cacheKey = [sha256.Size]byte

func (c *cache) get(key cacheKey) (Loaded, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	loaded, ok := c.held[key]
	return loaded, ok
}

func (c *cache) put(key cacheKey, loaded Loaded) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if _, ok := c.held[key]; ok {
		return
	}
	if c.held == nil {
		c.held = map[cacheKey]Loaded{}
	}
	if len(c.keys) == c.most {
		delete(c.held, c.keys[0])
		c.keys = c.keys[1:]
	}
	c.keys = append(c.keys, key)
	c.held[key] = loaded
}

// load gives a runtime its definitions: from the cache, or by parsing them.
func (r *runtime) load(ctx context.Context, text Text, uid string) (Loaded, error) {
	key := sha256.Sum256([]byte(text.File + "\x00" + text.Text))
	loaded, ok := parsed.get(key)
	if !ok {
		if err := r.callJSON(ctx, &loaded, "load", []Text{text}, uid); err != nil {
			return Loaded{}, err
		}
		parsed.put(key, loaded)
		return loaded, nil
	}
	return loaded, r.restore(ctx, loaded, uid)
}

func (r *runtime) restore(ctx context.Context, loaded Loaded, uid string) error {
	if !loaded.OK {
		return nil
	}
	return r.callJSON(ctx, nil, "restore", loaded.Definitions, uid)
}
