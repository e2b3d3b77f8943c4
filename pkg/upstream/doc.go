// Package upstream asks a Grafana's other data sources over its HTTP API (POST /api/ds/query) and decodes what comes back.
// It knows limits, deadlines, retries and faults; it knows nothing about KPIs.
package upstream
