import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { checkFaults, type FaultTable } from './testdata/fault-table';
import { kpi, SOURCES } from './testdata/texts';

const ROWS = 'source: shop-db, table: attempts, time: at';
const samples = (rest: string, ...lines: string[]): string => kpi('paid', [`samples: ${rest}`, ...lines]);
const traces = (rest: string, ...lines: string[]): string => kpi('paid', [`traces: ${rest}`, ...lines]);
const FAILED = 'failed: [ { field: status, is: error } ]';

const TABLE: FaultTable = {
  'samples of a store without rows': [
    samples('{ source: §metrics, table: a, time: at, columns: [ { name: id } ] }'),
    ['PL1365', /samples.*metrics.*prometheus/],
  ],
  'traces of a store without rows': [
    traces(`{ source: §metrics, table: a, time: at, ${FAILED} }`),
    ['PL1365', /traces.*metrics/],
  ],
  'a source that is not defined': [
    samples('{ source: §shop-bd, table: a, time: at, columns: [ { name: id } ] }'),
    ['PL1201', /Did you mean "shop-db"/],
  ],
  'no column': [samples(`{ ${ROWS}, columns: §[] }`), ['PL1105', /"columns"/]],
  'a column twice': [samples(`{ ${ROWS}, columns: [ { name: id }, { name: §id } ] }`), ['PL1207', /id/]],
  'a column called like the time': [samples(`{ ${ROWS}, columns: [ { name: §time } ] }`), ['PL1122', /"time"/]],
  'a mask of a number': [
    samples(`{ ${ROWS}, columns: [ { name: amount, type: number, mask: §last4 } ] }`),
    ['PL1366', /"amount" is a number.*last4/],
  ],
  'a mask that is misspelt': [samples(`{ ${ROWS}, columns: [ { name: id, mask: §hashed } ] }`), ['PL1104', /"hash"/]],
  'a segment that the KPI has not': [
    samples(`{ ${ROWS}, columns: [ { name: id } ], fields: { §region: r } }`),
    ['PL1213', /region/],
  ],
  'single events of protected groups': [
    kpi('paid', ['privacy: { minCohort: 5 }', `§samples: { ${ROWS}, columns: [ { name: id } ] }`]),
    ['PL1367', /"samples" shows single events.*fewer than 5/],
  ],
  'single transactions of protected groups': [
    kpi('paid', ['privacy: { minCohort: 5 }', `§traces: { ${ROWS}, ${FAILED} }`]),
    ['PL1367', /"traces"/],
  ],
  'traces that never fail': [traces(`§{ ${ROWS} }`), ['PL1102', /"failed"/]],
};

describe('samples and traces', () => {
  checkFaults(TABLE);

  it('have their defaults', () => {
    const text = kpi('paid', [
      `samples: { ${ROWS}, columns: [ { name: id, field: order_id }, { name: amount, type: number }, { name: who, mask: hidden } ] }`,
      `traces: { ${ROWS}, ${FAILED} }`,
    ]);
    const outcome = parseDefinitions([{ file: 'a.yaml', text: SOURCES + text }]);
    expect(outcome.ok && outcome.value.kpis.get('paid')).toMatchObject({
      samples: {
        source: 'shop-db',
        relation: { table: 'attempts' },
        timeType: 'instant',
        where: [],
        columns: [
          { name: 'id', displayName: 'id', field: 'order_id', type: 'text', mask: 'auto' },
          { name: 'amount', field: 'amount', type: 'number', mask: 'none' },
          { name: 'who', type: 'text', mask: 'hidden' },
        ],
      },
      traces: {
        ...{ trace: 'trace_id', span: 'span_id', parent: 'parent_id', service: 'service', operation: 'operation' },
        duration: 'duration_ms',
        failed: [{ op: 'is', field: 'status', value: 'error' }],
      },
    });
  });
});
