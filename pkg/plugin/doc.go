// Package plugin is Plumbline's data source as Grafana's back end sees it: queries, health, resources. It owns transport,
// limits, secrets and cancellation; what to ask and what the answers mean is the compiler's business (package core).
package plugin
