package plugin

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
	"github.com/plumbline/plumbline-kpi-app/pkg/upstream"
)

// Datasource is one configured data source. Grafana makes a new one whenever its settings change.
type Datasource struct {
	settings settings
	limits   upstream.Limits
	pool     *core.Pool
	http     *http.Client
	now      func() time.Time
	flights  flights

	mutex sync.Mutex
	// clients are kept by address, because Grafana tells its own one with each request.
	clients map[string]*upstream.Client
}

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// definitionsFile is what diagnostics call the text in the data source's settings.
const definitionsFile = "definitions"

// NewDatasource is the instance factory for datasource.Manage.
func NewDatasource(ctx context.Context, from backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	return newDatasource(ctx, from, upstream.DefaultLimits)
}

func newDatasource(ctx context.Context, from backend.DataSourceInstanceSettings, limits upstream.Limits) (*Datasource, error) {
	read, err := readSettings(from)
	if err != nil {
		return nil, fmt.Errorf("the data source's settings cannot be read: %w", err)
	}
	options, err := from.HTTPClientOptions(ctx)
	if err != nil {
		return nil, fmt.Errorf("the data source's HTTP settings cannot be read: %w", err)
	}
	// Cookies and tokens of whoever looks at a board stay here: the service account asks, for everybody alike.
	options.ForwardHTTPHeaders = false
	options.BasicAuth = nil
	// The deadline of the whole call is the context's.
	timeouts := httpclient.DefaultTimeoutOptions
	timeouts.Timeout = 0
	options.Timeouts = &timeouts
	client, err := httpclient.New(options)
	if err != nil {
		return nil, fmt.Errorf("the HTTP client cannot be made: %w", err)
	}
	return &Datasource{
		settings: read,
		limits:   limits,
		pool:     core.NewPool(core.Text{File: definitionsFile, Text: read.definitions}, read.uid),
		http:     client,
		now:      time.Now,
		clients:  map[string]*upstream.Client{},
	}, nil
}

// Dispose stops what is still under way and gives connections and runtimes back.
func (d *Datasource) Dispose() {
	d.pool.Close()
	d.http.CloseIdleConnections()
}

// access is what is needed to ask: the Grafana, and a token for it.
type access struct {
	client *upstream.Client
	token  string
	source tokenSource
}

func (d *Datasource) access(ctx context.Context) (access, *upstream.Fault) {
	token, source, flaw := d.settings.findToken(ctx)
	if flaw != nil {
		return access{}, flaw
	}
	client, flaw := d.client(ctx)
	return access{client, token, source}, flaw
}

func (d *Datasource) client(ctx context.Context) (*upstream.Client, *upstream.Fault) {
	base, flaw := d.settings.findBase(ctx)
	if flaw != nil {
		return nil, flaw
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	client, ok := d.clients[base.String()]
	if !ok {
		client = upstream.New(d.http, base, d.limits)
		d.clients[base.String()] = client
	}
	return client, nil
}
