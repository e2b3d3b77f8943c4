/** What a template is. */
import type { Dialect, SqlDialect } from '../definition/types';

/** How a store writes the names of the sample tables. */
export interface SqlNames {
  readonly dialect: SqlDialect;
  /** Name of the KPI. */
  readonly kpi: string;
  /** Name of the source. */
  readonly source: string;
  readonly table: (name: string) => string;
  readonly column: (name: string) => string;
}

export interface MetricNames {
  readonly kpi: string;
  readonly source: string;
}

export interface Template {
  /** As in the guide's table: `M1`. */
  readonly id: string;
  /** What it is called on the command line, and its KPI unless it gets another name. */
  readonly name: string;
  readonly title: string;
  /** What the number tells, one sentence. */
  readonly tells: string;
  readonly formula: string;
  /** Page of the guide, in docs/guide. */
  readonly page: string;
  /** The documents behind that of the source, in YAML, without a `---` before the first. */
  readonly sql: (names: SqlNames) => string;
  /** Extra lines of the SQL source’s spec, such as how late its rows are. */
  readonly sqlSource: string;
  /** The same for Prometheus, or why it cannot hold the numbers. */
  readonly prometheus:
    { readonly documents: (names: MetricNames) => string } | { readonly refused: string; readonly instead: string };
}

export interface NewDefinition {
  readonly template: string;
  readonly dialect: Dialect;
  /** Of the KPI; default the template’s. */
  readonly name?: string;
  /** A source that is defined elsewhere: its document is left out. */
  readonly source?: string;
}
