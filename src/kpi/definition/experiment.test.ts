import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { checkFaults, type FaultTable } from './testdata/fault-table';
import { kpi, SOURCES } from './testdata/texts';

const EXPOSURES = 'exposures: { table: seen, time: at, unit: who, variant: variant }';
const VARIANTS = 'variants: [ { name: a }, { name: b } ]';
const METRIC = 'name: m, unit: count, table: orders, time: at, actor: who, count: rows';

interface Parts {
  readonly source?: string;
  readonly exposures?: string;
  readonly variants?: string;
  readonly metrics?: string;
  readonly more?: string;
}
const experiment = ({
  source = 'shop-db',
  exposures = EXPOSURES,
  variants = VARIANTS,
  metrics = `[ { ${METRIC} } ]`,
  more = 'description: x',
}: Parts = {}) => `---
apiVersion: plumbline/v1
kind: Experiment
metadata: { name: button }
spec:
  area: shop
  owner: { team: growth }
  source: ${source}
  ${exposures}
  ${variants}
  ${more}
  metrics: ${metrics}
`;
const metric = (text: string) => experiment({ metrics: `[ { ${text} } ]` });
const of = (what: string) => METRIC.replace('unit: count', '').replace('count: rows', what).replace(', ,', ',');

const TABLE: FaultTable = {
  'a store without units': [experiment({ source: '§metrics' }), ['PL1350', /"metrics" is Prometheus.*SQL source/]],
  'a source that is not defined': [experiment({ source: '§shop-bd' }), ['PL1201', /Did you mean "shop-db"/]],
  'one variant': [experiment({ variants: 'variants: §[ { name: a } ]' }), ['PL1105', /"variants"/]],
  'two of one name': [experiment({ variants: 'variants: [ { name: a }, { name: §a } ]' }), ['PL1207', /variant "a".*/]],
  'two controls': [
    experiment({ variants: 'variants: [ { name: a, control: true }, { name: b, control: §true } ]' }),
    ['PL1351', /"a", "b"/],
  ],
  'a weight of nothing': [
    experiment({ variants: 'variants: [ { name: a, weight: §0 }, { name: b } ]' }),
    ['PL1112', /"weight"/],
  ],
  'an end before its start': [
    experiment({ more: 'from: 2026-03-02T00:00:00Z\n  to: §2026-03-02T00:00:00+00:00' }),
    ['PL1352', /not after its start/],
  ],
  'no metric': [experiment({ metrics: '§[]' }), ['PL1105', /"metrics"/]],
  'two metrics of one name': [
    experiment({ metrics: `[ { ${METRIC} }, { ${METRIC.replace('name: m', 'name: §m')} } ]` }),
    ['PL1207', /metric "m"/],
  ],
  'a metric of nothing': [
    experiment({ metrics: `[ §{ ${METRIC.replace(', count: rows', '')} } ]` }),
    ['PL1106', /value.*count.*any/],
  ],
  'any that is none': [metric(`${of('any: §false')}, unit: ratio`), ['PL1353', /"any: false"/]],
  'a conversion in money': [metric(`${of('any: true')}, unit: §"currency:EUR"`), ['PL1354', /a ratio/]],
  'a count in money': [metric(METRIC.replace('unit: count', 'unit: §"currency:EUR"')), ['PL1354', /a count/]],
  'a ratio of conversions': [
    metric(`${of('any: true')}, unit: ratio, §per: rows`),
    ['PL1107', /"per".*share of units already/],
  ],
  'a ratio with a covariate': [
    metric(`${of('value: amount')}, unit: "currency:EUR", per: rows, §covariate: { lookback: 7d }`),
    ['PL1107', /"covariate"/],
  ],
  'a segment called like a field of the view': [
    experiment({ more: 'segments: [ { name: §lift, field: region } ]' }),
    ['PL1122', /"lift"/],
  ],
  'the name of a KPI': [
    kpi('button') + experiment().replace('name: button', 'name: §button'),
    ['PL1202', /"button" is defined twice|button/],
  ],
  'a field of KPIs': [experiment({ more: '§parent: x' }), ['PL1101', /"parent"/]],
};

describe('an experiment with a fault', () => checkFaults(TABLE));

describe('an experiment', () => {
  const read = (text: string) => parseDefinitions([{ file: 'a.yaml', text: SOURCES + text }]);

  it('has its first variant for control, equal weights, and higher for better, unless it says otherwise', () => {
    const outcome = read(experiment());
    const found = outcome.ok ? outcome.value.experiments.get('button') : undefined;
    expect(found).toMatchObject({
      kind: 'Experiment',
      control: 0,
      variants: [
        { name: 'a', displayName: 'a', weight: '1' },
        { name: 'b', displayName: 'b', weight: '1' },
      ],
      exposures: { timeType: 'instant', where: [] },
      metrics: [{ displayName: 'm', better: 'higher', of: { kind: 'rows' } }],
      minCohort: 0,
      timeZone: 'UTC',
    });
    const other = read(experiment({ variants: 'variants: [ { name: a }, { name: b, control: true } ]' }));
    expect(other.ok && other.value.experiments.get('button')?.control).toBe(1);
  });

  it('is no KPI, and what it says is in the fingerprint', () => {
    const [one, two] = [read(experiment()), read(experiment({ variants: 'variants: [ { name: a }, { name: c } ]' }))];
    expect(one.ok && two.ok && one.value.fingerprint !== two.value.fingerprint && one.value.kpis.size).toBe(0);
  });

  it('warns of a join in a query of its own', () => {
    const joined = METRIC.replace('table: orders', 'query: "SELECT * FROM a JOIN b ON a.id = b.id"');
    expect(read(metric(joined)).diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['PL1355', 'warning'],
    ]);
  });
});
