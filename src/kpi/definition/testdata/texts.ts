/** Building blocks of definition texts for tests. */
export const SOURCES = `apiVersion: plumbline/v1
kind: Source
metadata: { name: shop-db }
spec: { dialect: postgres, grafana: { uid: shop-db } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prometheus } }
`;

export const PART = '{ source: shop-db, table: sessions, time: started_at, count: rows }';

/** A KPI of a sum; `lines` are further lines of its spec, `measure` and `unit` may be replaced. */
export function kpi(
  name: string,
  lines: readonly string[] = [],
  measure = `{ count: ${PART} }`,
  unit: string | null = 'count'
): string {
  return [
    '---',
    'apiVersion: plumbline/v1',
    'kind: KPI',
    `metadata: { name: ${name} }`,
    'spec:',
    '  area: shop',
    '  owner: { team: growth }',
    ...(unit === null ? [] : [`  unit: ${unit}`]),
    `  measure: ${measure}`,
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export const RATIO = `{ ratio: { numerator: ${PART}, denominator: ${PART} } }`;

/** A KPI of a ratio. */
export function ratio(name: string, lines: readonly string[] = []): string {
  return kpi(name, lines, RATIO, 'ratio');
}

/** A funnel of actors; give `steps` and whatever else as lines of the spec. */
export function funnel(name: string, lines: readonly string[]): string {
  return [
    '---',
    'apiVersion: plumbline/v1',
    'kind: Funnel',
    `metadata: { name: ${name} }`,
    'spec:',
    '  area: shop',
    '  owner: { team: growth }',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export const ACTOR = ['source: shop-db', 'table: events', 'time: at', 'actor: user_id', 'window: 7d', 'entry: any'];
export const STEPS = [
  'steps:',
  '  - { name: Visit, where: [ { field: page, is: home } ] }',
  '  - { name: Buy, where: [ { field: page, is: receipt } ] }',
];

/**
 * A text with `§` where diagnostics are expected -> the clean text and the places, in order. A place is `line:column`.
 */
export function marked(text: string): { readonly text: string; readonly places: readonly string[] } {
  const pieces = text.split('§');
  const places: string[] = [];
  let before = '';
  for (const piece of pieces.slice(0, -1)) {
    before += piece;
    const lines = before.split('\n');
    places.push(`${lines.length}:${lines[lines.length - 1].length + 1}`);
  }
  return { text: pieces.join(''), places };
}
