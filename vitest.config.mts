import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Panels are compiled with classic JSX, as create-plugin does: Grafana 11.0 shares no react/jsx-runtime.
  oxc: { jsx: { runtime: 'classic' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts', 'demo/**/*.test.ts', 'tests/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    env: { TZ: process.env.PLUMBLINE_TEST_TZ ?? 'UTC' },
    testTimeout: 30_000,
    // Six stores are opened before some suites; on a busy machine that takes its time.
    hookTimeout: 180_000,
    maxWorkers: 2,
    // @actions ships its schema as JSON without an import attribute, @grafana imports names from CommonJS: Node refuses both, Vite reads them.
    server: { deps: { inline: [/@actions\//, /@grafana\/(?!grafana-foundation-sdk)/] } },
    setupFiles: ['./tests/setup/property-runs.ts', './tests/setup/quiet.ts', './tests/setup/dom.ts'],
  },
});
