/** Which views a definition has, and what it lacks for one. */
import type { AskedDefinition, KpiDefinition } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { hasEffect } from '../results/effects/ledger';
import type { View } from './query';

export const NUMBER_VIEWS: readonly View[] = ['value', 'series', 'breakdown'];
export const OBJECTIVE_VIEWS: readonly View[] = ['budget', 'burn', 'alert'];
export const FUNNEL_VIEWS: readonly View[] = ['funnel'];
export const RETENTION_VIEWS: readonly View[] = ['retention', ...NUMBER_VIEWS, 'alert', 'incidents'];
/** Of what happened: KPIs choose it, and none need be named. */
export const HAPPENING_VIEWS: readonly View[] = ['deploys', 'incidents'];
export const IMPACT_VIEWS: readonly View[] = ['impact'];

/** What stands behind a number. */
export const BEHIND_VIEWS: readonly View[] = ['samples', 'traces'];

/** Composites have no number of their own. */
export function viewsOf(d: AskedDefinition): readonly View[] {
  if (d.kind === 'Experiment') {
    return ['experiment'];
  }
  if (d.kind === 'Funnel') {
    // Steps of an aggregate funnel are not the same actors, so they have no rate of who came through.
    return d.type === 'actor' ? [...FUNNEL_VIEWS, ...NUMBER_VIEWS] : FUNNEL_VIEWS;
  }
  return [...numbersOf(d), ...(hasEffect(d) ? IMPACT_VIEWS : []), ...BEHIND_VIEWS];
}

function numbersOf({ measure }: KpiDefinition): readonly View[] {
  if (measure.kind === 'retention') {
    return RETENTION_VIEWS;
  }
  if (measure.kind === 'derived') {
    // Its number is no account of events that a budget could be of.
    return [...NUMBER_VIEWS, 'alert', ...HAPPENING_VIEWS];
  }
  return measure.kind === 'composite'
    ? [...OBJECTIVE_VIEWS, 'incidents']
    : [...NUMBER_VIEWS, ...OBJECTIVE_VIEWS, ...HAPPENING_VIEWS];
}

/** What a view needs of a KPI; an area is asked for those that have it. */
export function hasWhatItNeeds(d: AskedDefinition, view: View): boolean {
  if (d.kind !== 'KPI') {
    return true;
  }
  if (view === 'samples' || view === 'traces') {
    return d[view] !== undefined;
  }
  if (!OBJECTIVE_VIEWS.includes(view)) {
    return true;
  }
  return d.objectives.length > 0 || (view === 'alert' && d.thresholds.length > 0);
}

/** Why a view of its own cannot be shown. */
export function lackOf({ name: kpi }: AskedDefinition, view: View): Diagnostic {
  if (view === 'samples' || view === 'traces') {
    return diagnostic('PL2085', { kpi, view });
  }
  return view === 'alert' ? diagnostic('PL2021', { kpi }) : diagnostic('PL2032', { kpi, view });
}
