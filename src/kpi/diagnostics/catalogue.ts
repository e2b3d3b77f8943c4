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
  PL3104: entry<{ source: string; seconds: number }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} did not answer in ${p.seconds} s.`,
    hint: () => 'Ask for a shorter range, or see why the store is slow.',
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
