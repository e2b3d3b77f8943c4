import React, { useMemo } from 'react';
import { Problems } from '../../datasource/problems';
import { Preview } from '../../datasource/query-editor/preview';
import type { View } from '../../kpi';
import { Section } from '../shared/section';
import type { ContractProps } from './kpi-page';

const DAY_MS = 86_400_000;
const SHOWN: readonly View[] = ['value', 'series', 'funnel', 'alert'];

/** What the stores are asked for the last day, word for word, to be copied and run by hand. */
export function RequestsSection({ dataSource, definition, nowMs }: ContractProps) {
  const { name } = definition;
  const explained = useMemo(() => {
    const views = dataSource.catalog().find((entry) => entry.name === name)?.views ?? [];
    const context = { fromMs: nowMs - DAY_MS, toMs: nowMs, nowMs, maxDataPoints: 200 };
    return SHOWN.filter((view) => views.includes(view)).map((view) => ({
      view,
      outcome: dataSource.explained({ kpi: name, view }, context),
    }));
  }, [dataSource, name, nowMs]);
  return (
    <Section title="What the stores are asked">
      <p>For the last day, if nothing of it is known yet. No number is made anywhere else.</p>
      {explained.map(({ view, outcome }) => (
        <div key={view} role="group" aria-label={`View ${view}`}>
          <h3 style={{ fontSize: '1rem', margin: 0 }}>{view}</h3>
          {outcome.ok ? (
            <Preview requests={outcome.value} nothing="Nothing: all of it is known." />
          ) : (
            <Problems diagnostics={outcome.diagnostics} label={`Why ${view} cannot be asked`} />
          )}
        </div>
      ))}
    </Section>
  );
}
