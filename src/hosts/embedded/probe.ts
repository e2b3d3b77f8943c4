import type { DefinitionSet, SourceDefinition, UpstreamRequest } from '../../kpi';

/** The smallest question that each source can answer: that it is there, lets us in, and runs a query. */
export function probes(set: DefinitionSet, nowMs: number): readonly UpstreamRequest[] {
  return [...set.sources.values()].map((source) => probe(source, nowMs));
}

function probe(source: SourceDefinition, nowMs: number): UpstreamRequest {
  const at = Math.floor(nowMs / 1000) * 1000;
  const prometheus = source.dialect === 'prometheus';
  if (source.dialect === 'grafana') {
    return {
      id: `probe-${source.name}`,
      source: source.name,
      dialect: source.dialect,
      mode: 'annotations',
      text: JSON.stringify({ tags: ['plumbline-probe'], limit: 1 }),
      startMs: at - 1000,
      endMs: at,
      stepMs: 1000,
      columns: [{ name: 'time', type: 'number' }],
      purpose: 'Does it answer?',
    };
  }
  return {
    id: `probe-${source.name}`,
    source: source.name,
    dialect: source.dialect,
    mode: prometheus ? 'instant' : 'table',
    text: prometheus ? 'vector(1)' : 'SELECT 1 AS ok',
    startMs: at,
    endMs: at,
    stepMs: 1000,
    columns: prometheus ? [] : [{ name: 'ok', type: 'number' }],
    purpose: 'Does it answer?',
  };
}
