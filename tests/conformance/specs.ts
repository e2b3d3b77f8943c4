/** Which objective counts what: the failures and all requests of a history, by the ids that Sloth gives. */
import fs from 'node:fs';
import path from 'node:path';
import { parseDefinitions, type DefinitionSet } from '../../src/kpi';
import { importDefinitions, printDocuments } from '../../src/kpi/definition/interchange';
import { SHARED } from '../setup/needs';
import type { Counter } from './history';
import { readRules, type SlothRules } from './rules';

export const SLOTH = path.join(SHARED, 'conformance', 'sloth');
/** A spec of our own with rules in Sloth's form, for machines without Sloth's examples. */
export const OWN = path.resolve(__dirname, 'testdata');
export const hasSloth = fs.existsSync(SLOTH);

/** A spec and what Sloth makes of it. */
export interface Pair {
  readonly name: string;
  readonly spec: string;
  readonly rules: readonly SlothRules[];
}

export function pairOf(name: string, folder = SLOTH): Pair {
  const read = (which: string) => fs.readFileSync(path.join(folder, which, `${name}.yml`), 'utf8');
  return { name, spec: read('in'), rules: readRules(read('out')) };
}

/** What the import makes of a spec. @throws with all that was said, where it or what it gives is invalid */
export function definitionsOf({ name, spec }: Pair): DefinitionSet {
  const imported = importDefinitions(name.startsWith('openslo') ? 'openslo' : 'sloth', [
    { file: `${name}.yml`, text: spec },
  ]);
  const text = imported.ok ? printDocuments(imported.value.documents) : '';
  const parsed = parseDefinitions([{ file: name, text }]);
  if (!imported.ok || !parsed.ok) {
    throw new Error([...imported.diagnostics, ...parsed.diagnostics].map(({ message }) => message).join('\n'));
  }
  return parsed.value;
}

const FAILED = /code="(5..|429)"/;

/** Name of the KPI that the import makes of an objective. Sloth numbers those of OpenSLO from 0. */
export const kpiOf = (id: string): string => OPENSLO.get(id) ?? id;
const OPENSLO = new Map([
  ['my-service-sloth-slo-my-service-0', 'sloth-slo-my-service'],
  ['k8s-apiserver-requests-availability-openslo-0', 'requests-availability-openslo'],
  ['k8s-apiserver-requests-latency-openslo-0', 'requests-latency-openslo-1'],
  ['k8s-apiserver-requests-latency-openslo-1', 'requests-latency-openslo-2'],
]);
export const OPENSLO_IDS = [...OPENSLO.keys()];

/** Counters of failures and of everything. @throws for an id that no history speaks of */
export function countersOf(id: string, counters: readonly Counter[]): { bad: Counter[]; all: Counter[] } {
  const of = (job: string, metric: string) =>
    counters.filter((one) => one.job === job && one.metric === metric && !one.selector.includes('WATCH'));
  const split = (all: Counter[]) => ({ bad: all.filter(({ selector }) => FAILED.test(selector)), all });
  if (/^myservice2?-requests-availability$|^my-service-/.test(id)) {
    return split(of('myservice', 'http_request_duration_seconds_count'));
  }
  if (id === 'myapp-http-availability') {
    return split(of('myapp', 'http_request_duration_seconds_count'));
  }
  if (/^k8s-apiserver-requests-availability(-openslo-0)?$/.test(id)) {
    return split(of('apiserver', 'apiserver_request_total'));
  }
  if (id.includes('requests-latency')) {
    const le = id.endsWith('openslo-1') ? '5' : '0.4';
    const all = of('apiserver', 'apiserver_request_duration_seconds_count');
    const quick = of('apiserver', 'apiserver_request_duration_seconds_bucket').filter(({ selector }) =>
      selector.includes(`le="${le}"`)
    );
    // Two counters of the same scrapes whose difference is taken: as good as one of what is in the first only.
    return { bad: all.map((one, i) => ({ ...one, events: without(one.events, quick[i].events) })), all };
  }
  throw new Error(`no history for ${id}`);
}

/** Ascending times without those of another list, each once for each time it is there. */
function without(times: readonly number[], others: readonly number[]): number[] {
  let next = 0;
  return times.filter((at) => {
    const drop = others[next] === at;
    next += drop ? 1 : 0;
    return !drop;
  });
}
