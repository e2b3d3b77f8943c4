/**
 * Every code Plumbline can say, with the type of its parameters and its words, in one file.
 *
 * Ranges: PL1xxx definitions · PL2xxx queries and plans · PL3xxx upstream (the store, its network, its answer)
 * · PL4xxx what the numbers themselves show (no data, partial, not mature) · PL9xxx Plumbline's own faults.
 */
import type { Severity } from './types';

interface Entry<P> {
  readonly severity: Severity;
  readonly origin: 'input' | 'downstream' | 'plugin';
  readonly text: (p: P) => string;
  readonly hint?: (p: P) => string;
}

const entry = <P>(e: Entry<P>): Entry<P> => e;

export const CATALOGUE = {
  PL1001: entry<{ reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This is not YAML: ${p.reason}`,
    hint: () => 'Mend the YAML; nothing of this text was loaded.',
  }),
  PL2001: entry<{ name: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no KPI or funnel named "${p.name}".`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Choose one that the definitions hold.'),
  }),
  PL3101: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} could not be reached: ${p.detail}.`,
    hint: () => 'See whether it runs, and whether its address is right.',
  }),
  PL3102: entry<{ source: string; status: number; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} refused access (HTTP ${p.status})${p.detail ? `: ${p.detail}` : ''}.`,
    hint: () => 'See the permissions of the user or token that asks: it needs to read and query this data source.',
  }),
  PL3103: entry<{ source: string; status: number; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered HTTP ${p.status}${p.detail ? `: ${p.detail}` : ''}.`,
    hint: () => 'The store or something before it failed; its log says why.',
  }),
  PL3104: entry<{ source: string; seconds: number }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} did not answer in ${p.seconds} s.`,
    hint: () => 'Ask for a shorter range, or see why the store is slow.',
  }),
  PL3105: entry<{ source: string; contentType: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered ${p.contentType || 'something'} instead of JSON.`,
    hint: () => 'Often a login page or a proxy: see the address and the credentials.',
  }),
  PL3106: entry<{ source: string; limit: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered more than ${p.limit}.`,
    hint: () => 'Ask for a shorter range, a coarser grain or fewer segments.',
  }),
  PL3107: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} gave an answer that cannot be read: ${p.detail}.`,
    hint: () => 'Nothing of it was used.',
  }),
  PL3108: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} refused the query: ${p.detail}`,
    hint: () => 'See the table, column and metric names in the definition.',
  }),
  PL3109: entry<{ source: string; retryAfter: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} is asked too often (HTTP 429${p.retryAfter ? `, try again after ${p.retryAfter}` : ''}).`,
    hint: () => 'Refresh less often, or raise its limit.',
  }),
  PL3110: entry<{ source: string; uid: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.source} points at Plumbline itself (data source ${p.uid}).`,
    hint: () => "Name the store's own data source in `grafana.uid`.",
  }),
  PL3111: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.source} is not connected: ${p.detail}.`,
    hint: () => 'Give the source a data source (`grafana.uid`), or on the command line `--source NAME=URL`.',
  }),
  PL3112: entry<{ source: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `The request to ${p.source} was cancelled.`,
  }),
  PL3113: entry<{ source: string; detail: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.source} warns: ${p.detail}`,
    hint: () => 'The number may miss data.',
  }),
  PL9001: entry<{ what: string }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `Plumbline failed: ${p.what}`,
    hint: () => 'This is a fault of Plumbline; please report it with this text.',
  }),
} as const;

export type Code = keyof typeof CATALOGUE;
export type Params = { [C in Code]: (typeof CATALOGUE)[C] extends Entry<infer P> ? P : never };
