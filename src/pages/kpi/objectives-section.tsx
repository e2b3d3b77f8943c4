import { Alert, useTheme2 } from '@grafana/ui';
import React from 'react';
import { segmentColor, tonesOf } from '../../panels/shared/tones';
import { at, figure } from '../shared/figure';
import { Line } from '../shared/line';
import { budgetsOf, faultOf, STATE_WORDS, type BudgetLine, type Tone } from '../shared/result-reading';
import { FactTable, Section } from '../shared/section';
import { Status } from '../shared/status';
import { useAsked } from '../shared/use-asked';
import type { ContractProps } from './kpi-page';

const DAY_MS = 86_400_000;

/** Each objective and what is left of its budget now, worst first. */
export function ObjectivesSection({ dataSource, definition, nowMs }: ContractProps) {
  const { name, timeZone } = definition;
  const asked = useAsked(`budget ${dataSource.uid} ${name} ${nowMs}`, (signal) =>
    dataSource.result({ kpi: name, view: 'budget' }, { fromMs: nowMs - DAY_MS, toMs: nowMs, nowMs }, { signal })
  );
  const lines = asked.state === 'there' ? budgetsOf(asked.value, name) : [];
  const fault =
    asked.state === 'failed' ? asked.reason : asked.state === 'there' ? faultOf(asked.value, name) : undefined;
  return (
    <Section title="Objectives">
      {asked.state === 'waiting' && <p role="status">Asking the stores …</p>}
      {fault && <Alert severity="error" title={fault} />}
      {lines.length > 0 && (
        <FactTable
          caption="Objectives and their error budgets now"
          columns={[
            'Objective',
            'Target',
            'Measured',
            'Budget left',
            'State',
            'Failed',
            'Spent of the window',
            'Gone at',
            'What follows',
          ]}
          rows={lines.map((line) => ({ key: line.objective, cells: cellsOf(line, timeZone) }))}
        />
      )}
    </Section>
  );
}

function cellsOf(line: BudgetLine, timeZone: string): React.ReactNode[] {
  const { meta, objective, displayName, remaining, state, row, text, spark } = line;
  const of = meta.objectives.find(({ name }) => name === objective);
  const { words, tone } = STATE_WORDS[state];
  const [bad, allowed, goneAt] = [row('badEvents'), row('allowedEvents'), row('exhaustsAt')];
  return [
    displayName,
    `${figure(row('target'), 'ratio')}${of ? ` over ${of.window.duration}` : ''}`,
    figure(row('sli'), 'ratio'),
    <div key="ring" style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      <SmallRing remaining={remaining} tone={tone} />
      {figure(remaining, 'ratio')}
    </div>,
    <Status key="state" status={{ words, tone }} />,
    bad === null
      ? '–'
      : `${figure(Math.round(bad), 'count')} of ${figure(allowed === null ? null : Math.floor(allowed), 'count')} allowed`,
    spark ? (
      <Line
        key="spark"
        times={spark.times}
        values={spark.remaining}
        width={120}
        height={26}
        label={`Budget left of ${displayName} over its window`}
      />
    ) : (
      '–'
    ),
    goneAt === null ? '–' : at(goneAt, timeZone),
    text('then') ?? '–',
  ];
}

const TURN = 2 * Math.PI;

/** What is left as an arc; overspent it is hollow and runs backwards, as in the error-budget panel. Words stand beside it. */
function SmallRing({ remaining, tone }: { readonly remaining: number | null; readonly tone: Tone }) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const color = { red: tones.red, amber: tones.amber, unknown: tones.hatch, calm: segmentColor(theme, 0) }[tone];
  const share = Math.max(-1, Math.min(1, remaining ?? 0));
  const length = TURN * 9;
  return (
    <svg width={24} height={24} aria-hidden>
      <circle cx={12} cy={12} r={9} fill="none" stroke={tones.faint} strokeWidth={share < 0 ? 1 : 5} />
      <circle
        cx={12}
        cy={12}
        r={share < 0 ? 7 : 9}
        fill="none"
        stroke={color}
        strokeWidth={share < 0 ? 3 : 5}
        strokeDasharray={remaining === null ? '2 3' : `${Math.abs(share) * length} ${length}`}
        transform={`rotate(-90 12 12)${share < 0 ? ' scale(1 -1) translate(0 -24)' : ''}`}
      />
    </svg>
  );
}
