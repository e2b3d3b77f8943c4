// Package core runs Plumbline's compiler, which is TypeScript, inside the plugin process.
//
// The same source is bundled for the browser and for the command line, so an alert, a panel and a gate cannot disagree.
// Nothing here computes a KPI: texts go in, requests and results come out.
//
//	text of definitions -> Load                      -> diagnostics
//	query               -> Session.Begin             -> requests, or the response
//	answers             -> Session.Advance           -> more requests, or the response
//
// One compiled program serves the process; every data source instance has a small Pool of runtimes, because a runtime must
// not be used by two goroutines at once.
package core
