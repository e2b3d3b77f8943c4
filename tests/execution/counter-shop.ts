/** Three days of a shop that counts in Prometheus and writes rows in SQL, and the definitions that ask both. */
import { parseDefinitions, type DefinitionSet } from '../../src/kpi';
import { HOUR, makeFleet, MINUTE, SECOND } from '../engines/counter-fleet';

export const ZONE = 'Europe/Berlin';
/** Three days of Berlin around the spring change of clocks: 24, 23 and 24 hours. */
export const FROM = Date.UTC(2026, 2, 27, 23);
export const TO = Date.UTC(2026, 2, 30, 22);
export const GAP = { startMs: Date.UTC(2026, 2, 29, 14, 20, 20), endMs: Date.UTC(2026, 2, 29, 14, 30, 20) };
/** So many hours after the start. */
export const at = (hours: number) => FROM + hours * HOUR;

export const FLEET = makeFleet({
  seed: 'counters-1',
  gap: GAP,
  incident: { startMs: at(34.2), endMs: at(34.8) },
  processes: [
    {
      name: 'web-0',
      bornMs: at(-2),
      diesMs: TO + 50 * MINUTE,
      // Deploys: with and without a scrape that fails while it is away.
      restarts: [5.37, 19.02, 41.5, 58.77].map((h, i) => ({
        at: Math.floor(at(h)),
        downMs: i % 2 ? 20 * SECOND : 300,
      })),
      phaseMs: 3_217,
      sessionsPerHour: 600,
      devices: { mobile: 6, desktop: 3, tablet: 1 },
      missed: 0.002,
    },
    {
      name: 'web-1',
      bornMs: at(-2),
      diesMs: TO + 50 * MINUTE,
      // At the edges of slices: on the hour, on five minutes, on a Berlin midnight, and a second beside.
      restarts: [at(7), at(11) + 5 * MINUTE, at(24), at(30) - SECOND, at(36) + SECOND, TO - 20 * MINUTE].map((ms) => ({
        at: ms,
        downMs: 50,
      })),
      phaseMs: 14_961,
      sessionsPerHour: 500,
      devices: { mobile: 6, desktop: 3, tablet: 1 },
      missed: 0.002,
    },
    {
      // Born late, dead early.
      name: 'web-2',
      bornMs: at(26) + 7 * MINUTE + 4_321,
      diesMs: at(50) + 11 * MINUTE + 77,
      restarts: [],
      phaseMs: 9_002,
      sessionsPerHour: 300,
      devices: { mobile: 1, desktop: 1 },
      missed: 0.01,
    },
    {
      // A few events an hour.
      name: 'kiosk',
      bornMs: at(-2),
      diesMs: TO + 50 * MINUTE,
      restarts: [{ at: Math.floor(at(44.1)), downMs: 40 * SECOND }],
      phaseMs: 0,
      sessionsPerHour: 6,
      devices: { kiosk: 1 },
      missed: 0.002,
    },
  ],
});

const contract = `area: shop
  owner: { team: growth }
  timeZone: ${ZONE}
  segments: [{ name: device, field: device }]`;
const kpis = (name: string, part: (table: string, where?: string) => string) => `
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkouts${name} }
spec:
  ${contract}
  unit: count
  measure: { count: ${part('checkouts')} }
  thresholds: [{ name: few, severity: ticket, below: '100', window: 1h }]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: success${name} }
spec:
  ${contract}
  unit: ratio
  measure:
    ratio:
      numerator: ${part('checkouts', '{ field: outcome, is: ok }')}
      denominator: ${part('checkouts')}
  thresholds: [{ name: failing, severity: page, below: '0.98', window: 35m, minimumEvents: 5 }]
---
`;
const TEXT = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: DIALECT, grafana: { uid: d } }
---
${kpis('', (table, where = '') => `{ source: metrics, metric: ${table}_total, where: [${where}] }`)}
${kpis('-sql', (table, where = '') => `{ source: db, table: ${table}, time: at, count: rows, where: [${where}] }`)}
apiVersion: plumbline/v1
kind: Funnel
metadata: { name: shop }
spec:
  type: aggregate
  ${contract}
  steps:
    - { name: Sessions, measure: { source: metrics, metric: sessions_total } }
    - { name: Checkouts, measure: { source: metrics, metric: checkouts_total } }
    - { name: Orders, measure: { source: db, table: checkouts, time: at, count: rows, where: [{ field: outcome, is: ok }] } }
`;

export function definitionsFor(dialect: 'sqlite' | 'postgres'): DefinitionSet {
  const parsed = parseDefinitions([{ file: 'counters.yaml', text: TEXT.replace('DIALECT', dialect) }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
  }
  return parsed.value;
}
