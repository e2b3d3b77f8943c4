//go:build mage
// +build mage

package main

import (
	"sync"

	// mage:import
	build "github.com/grafana/grafana-plugin-sdk-go/build"
	"github.com/magefile/mage/sh"
)

// Default configures the default target.
var Default = build.BuildAll

// The Go host embeds the compiler, which is TypeScript: it is bundled once before the first binary.
var bundleCompiler = sync.OnceValue(func() error {
	return sh.RunV("node", "scripts/build-core.mjs")
})

var _ = build.SetBeforeBuildCallback(func(cfg build.Config) (build.Config, error) {
	return cfg, bundleCompiler()
})
