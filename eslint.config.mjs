import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

/** What would make the compiler depend on anything but its arguments. It also runs in sobek, which has none of these. */
const IMPURE_GLOBALS = [
  'window',
  'document',
  'navigator',
  'process',
  'global',
  'globalThis',
  'fetch',
  'XMLHttpRequest',
  'localStorage',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'console',
  'performance',
  'crypto',
  'Intl',
  'Buffer',
  'TextEncoder',
  'TextDecoder',
  'require',
  'Function',
  'eval',
  'BigInt',
  'WebAssembly',
].map((name) => ({ name, message: 'src/kpi is pure: no I/O, no clock, no randomness, nothing of a host.' }));

export default defineConfig([
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'bin/*.cjs',
      'pkg/',
      '.plumbline/',
      'compat/',
      '.config/',
      '**/*.js',
      'coverage/',
    ],
  },
  ...baseConfig.map((entry) =>
    entry.languageOptions?.parserOptions?.project
      ? { ...entry, ignores: ['**/*.test.ts', '**/*.test.tsx', 'src/hosts/direct/**'] }
      : entry
  ),
  {
    files: ['src/kpi/**/*.ts'],
    ignores: ['src/kpi/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '@grafana/*',
                'react',
                'react-dom',
                'rxjs',
                'node:*',
                'fs',
                'path',
                'moment*',
                '*/hosts/*',
                '*/panels/*',
                '*/datasource/*',
              ],
              message: 'src/kpi is pure: it knows no host.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The compiler has no clock: take nowMs from the context.' },
        { object: 'Math', property: 'random', message: 'The compiler is deterministic.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The compiler has no clock: take nowMs from the context.',
        },
        { selector: "CallExpression[callee.name='Date']", message: 'The compiler has no clock.' },
        { selector: 'ImportExpression', message: 'No dynamic import: a nested plugin cannot load chunks.' },
        { selector: 'AwaitExpression', message: 'Nothing in the compiler awaits.' },
        { selector: 'Literal[value=86400000]', message: 'A day is not always 24 h: use src/kpi/calendar.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      // One build for 11.0 to 13.x: what 13 calls deprecated (Select, getDataSourceSrv, …) is often the only form that 11.0 has.
      // scripts/check-compat.mjs proves that it still exists at both ends.
      '@typescript-eslint/no-deprecated': 'off',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'react/no-danger': 'error',
    },
  },
]);
