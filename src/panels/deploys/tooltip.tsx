import React from 'react';
import { NOT_KNOWN } from '../shared/format-number';
import { formatMoment } from '../shared/format-range';
import { Details } from '../shared/details';
import { isolate } from '../shared/isolate';
import { indexAt } from '../shared/sorted-times';
import { effectSentence, fullValue } from './effect-words';
import { counted, isChange, kindsOf, kindWord, SIGNS } from './kinds';
import { DeploysView, effectOf, Happening } from './model';
import { byHarm, lengthWords, nameOf, stretchWords } from './words';

export interface TooltipProps {
  readonly view: DeploysView;
  /** Window coordinates. */
  readonly x: number;
  readonly y: number;
}

const MOST = 6;

/** What a hover over a mark tells: who, what, when, and what it did to every KPI. */
export function MarkTooltip({
  view,
  events,
  x,
  y,
  zooms,
}: TooltipProps & { readonly events: readonly Happening[]; readonly zooms: boolean }) {
  return events.length === 1 ? (
    <EventTooltip view={view} event={events[0]} x={x} y={y} />
  ) : (
    <ClusterTooltip view={view} events={events} x={x} y={y} zooms={zooms} />
  );
}

function EventTooltip({ view, event, x, y }: TooltipProps & { readonly event: Happening }) {
  const effect = effectOf(view, event);
  const name = nameOf(event);
  const length = lengthWords(view, event);
  return (
    <Details
      x={x}
      y={y}
      title={`${SIGNS[event.kind]} ${kindWord(event.kind)} ${isolate(name)}`}
      subtitle={event.title === name ? undefined : event.title}
      rows={[
        ['at', formatMoment(event.atMs, view.timeZone)] as const,
        ...(length ? [['lasted', length] as const] : []),
        ...(event.environment ? [['environment', event.environment] as const] : []),
        ...(event.author || event.team ? [['by', [event.author, event.team].filter(Boolean).join(', ')] as const] : []),
        ...(isChange(event.kind)
          ? view.kpis.map((kpi, k) => [kpi.displayName, effectSentence(kpi, event.effects[k] ?? null)] as const)
          : []),
      ]}
      alarm={
        effect?.sides?.overlaps
          ? 'Another change fell into the time looked at: this may not be its effect alone.'
          : undefined
      }
      notes={['Click or press Enter for before and after, and links']}
    />
  );
}

function ClusterTooltip({
  view,
  events,
  x,
  y,
  zooms,
}: TooltipProps & { readonly events: readonly Happening[]; readonly zooms: boolean }) {
  const worst = byHarm(
    view,
    events.filter((event) => effectOf(view, event)?.verdict === 'worse')
  );
  const told = (worst.length > 0 ? worst : [...events].reverse()).slice(0, MOST);
  const left = (worst.length > 0 ? worst.length : events.length) - told.length;
  return (
    <Details
      x={x}
      y={y}
      title={kindsOf(events)
        .map(([kind, n]) => counted(kind, n))
        .join(', ')}
      subtitle={`${formatMoment(events[0].atMs, view.timeZone)} and after`}
      rows={told.map((event, i) => [
        // Terms are told apart by their place where names are the same.
        `${i + 1}. ${kindWord(event.kind)} ${isolate(nameOf(event))}`,
        view.chosen && effectOf(view, event) ? effectSentence(view.chosen, effectOf(view, event)) : '',
      ])}
      reason={left > 0 ? `and ${left} more${worst.length > 0 ? ' worse' : ''}` : undefined}
      notes={[zooms ? 'Click or press Enter to zoom in' : 'Click or press Enter for the list']}
    />
  );
}

/** What a hover over the lanes tells: the moment, the line's value, and what held. */
export function MomentTooltip({ view, atMs, x, y }: TooltipProps & { readonly atMs: number }) {
  const { line } = view;
  const at = line ? indexAt(line.times, atMs) : -1;
  const value = at < 0 || line!.times[at] > atMs ? null : line!.values[at];
  return (
    <Details
      x={x}
      y={y}
      title={formatMoment(atMs, view.timeZone)}
      rows={line ? [[line.displayName, value === null ? NOT_KNOWN : fullValue(line.unit, value)]] : []}
      notes={view.held
        .filter(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs)
        .map((held) => stretchWords(view, held))}
    />
  );
}
