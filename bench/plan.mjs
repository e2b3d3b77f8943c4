// The compiler's bundle for the Go host, timed in Node; `go test ./pkg/core -run xxx -bench .` times the same in sobek.
//   node bench/plan.mjs
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { buildCore, CORE } from '../scripts/build-core.mjs';

const bytes = await buildCore();
const source = readFileSync(CORE, 'utf8');
const text = readFileSync(new URL('../pkg/core/testdata/definitions.yaml', import.meta.url), 'utf8');

const toMs = Date.UTC(2026, 10, 23, 12);
const context = JSON.stringify({ fromMs: toMs - 30 * 86_400_000, toMs, nowMs: toMs, maxDataPoints: 1000 });

/** Median of n runs, ms. */
function time(name, n, run) {
  const taken = [];
  for (let i = 0; i < n; i++) {
    const started = process.hrtime.bigint();
    run();
    taken.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  taken.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(28)} median ${taken[n >> 1].toFixed(3)} ms  least ${taken[0].toFixed(3)}  most ${taken[n - 1].toFixed(3)}`
  );
}

/** The sample with more KPIs of one kind, `n` in all. */
function many(n) {
  const kpi = text.split('\n---\n').find((d) => d.includes('name: session-conversion'));
  const have = text.split('kind: KPI').length - 1;
  const more = Array.from({ length: n - have }, (_, i) =>
    kpi.replace('name: session-conversion,', `name: session-conversion-${i},`)
  );
  return [text, ...more].join('\n---\n');
}

console.log(`pkg/core/core.js ${(bytes / 1000).toFixed(1)} kB, Node ${process.versions.node}`);
time('compile', 20, () => new vm.Script(source));
const start = () => {
  const global = vm.createContext({});
  new vm.Script(source).runInContext(global);
  return global.plumbline;
};
time('compile and start', 20, start);
const host = start();
for (const [name, yaml] of [
  ['sample', text],
  ['50 KPIs', many(50)],
]) {
  const texts = JSON.stringify([{ file: 'definitions', text: yaml }]);
  time(`parse ${name} (${(yaml.length / 1000).toFixed(1)} kB)`, 30, () => host.load(texts, 'own'));
}
for (const [name, query] of [
  ['plan value (SQL ratio)', { kpi: 'session-conversion', view: 'value' }],
  ['plan series (PromQL ratio)', { kpi: 'checkout-success', view: 'series' }],
  ['plan budget (30 days)', { kpi: 'checkout-success', view: 'budget' }],
  ['plan burn (24 h, 30 days)', { kpi: 'checkout-success', view: 'burn' }],
  ['plan funnel by device', { kpi: 'purchase', view: 'funnel', by: ['device'] }],
]) {
  time(name, 200, () => {
    const step = JSON.parse(host.begin(JSON.stringify(query), context));
    host.drop(step.session);
  });
}
