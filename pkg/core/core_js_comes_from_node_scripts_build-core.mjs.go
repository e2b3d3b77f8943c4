package core

import _ "embed"

// The compiler, bundled by `node scripts/build-core.mjs` (part of `npm run build` and `npm test`); never committed.
// This file is named so that the build says what to do where core.js is missing.
//
//go:embed core.js
var source string
