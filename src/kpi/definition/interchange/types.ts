/** What import and export take and give. */
import type { Diagnostic, Place } from '../../diagnostics';
import type { BurnCondition } from '../types';

export const IMPORT_FORMATS = ['openslo', 'sloth', 'pyrra'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** One YAML document, in the order in which people like to read its fields. */
export type Document = JsonObject & { readonly kind: string; readonly metadata: JsonObject };

export interface ImportOptions {
  /** Time window of Sloth's objectives, which do not say it themselves; a duration. Default `30d`. */
  readonly period?: string;
  /** Grafana uid of a source by its name; default the name itself. */
  readonly sourceUids?: Readonly<Record<string, string>>;
}

/** What was imported or exported. Every assumption and everything left out is a diagnostic with its place. */
export interface Interchanged {
  readonly documents: readonly Document[];
  /** What was left out, in the order of the text; never empty without reason, never shortened. */
  readonly unmapped: readonly Diagnostic[];
}

/** A measure of a KPI to be, or undefined where it cannot be said (then reported already). */
export interface MeasureDraft {
  readonly measure: JsonObject;
  readonly unit: string;
  readonly kind: 'ratio' | 'raw' | 'threshold';
}

/** A KPI to be. */
export interface KpiDraft {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly area: string;
  readonly team: string;
  readonly runbook?: string;
  readonly segments?: ReadonlyArray<{ readonly name: string; readonly field: string }>;
  readonly unit: string;
  readonly measure: JsonObject;
  readonly objectives: readonly JsonObject[];
  readonly place: Place;
}

/** A burn-rate policy to be. */
export interface PolicyDraft {
  readonly name: string;
  /** Names of the policies that it was put together from, if it was. */
  readonly parts?: readonly string[];
  readonly description?: string;
  readonly reference?: string;
  readonly conditions: readonly BurnCondition[];
  readonly forMs: number;
  readonly place: Place;
}
