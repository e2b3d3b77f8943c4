import { Alert } from '@grafana/ui';
import React from 'react';
import type { KpiDefinition, Result, ValueMeta } from '../../kpi';
import { figure } from '../shared/figure';
import { columnOf, faultOf, framesOf, metaOf } from '../shared/result-reading';
import { FactTable, Section } from '../shared/section';
import { Status } from '../shared/status';
import { useAsked } from '../shared/use-asked';
import type { ContractProps } from './kpi-page';

const DAY_MS = 86_400_000;

/** What alerts there are, and which hold now; every rule is "more than once over". */
export function AlertsSection({ dataSource, definition, nowMs }: ContractProps) {
  const { name } = definition;
  const kpi = definition as KpiDefinition;
  const views = dataSource.catalog().find((entry) => entry.name === name)?.views ?? [];
  const has = views.includes('alert');
  const asked = useAsked(`alert ${dataSource.uid} ${name} ${nowMs}`, (signal) =>
    has
      ? dataSource.result({ kpi: name, view: 'alert' }, { fromMs: nowMs - DAY_MS, toMs: nowMs, nowMs }, { signal })
      : Promise.resolve(undefined)
  );
  const fault =
    asked.state === 'failed' ? asked.reason : asked.state === 'there' && asked.value && faultOf(asked.value, name);
  return (
    <Section title="Alerts">
      {!has && <p>Nothing alerts on it: it has neither thresholds nor objectives with a policy.</p>}
      {has && <Written kpi={kpi} />}
      {has && asked.state === 'waiting' && <p role="status">Asking the stores …</p>}
      {fault && <Alert severity="error" title={fault} />}
      {asked.state === 'there' && asked.value && framesOf(asked.value, name).length > 0 && (
        <FactTable
          caption="Alerts now"
          columns={['What', 'Severity', 'Now', 'Times over', 'By']}
          rows={rowsOf(asked.value, name)}
        />
      )}
    </Section>
  );
}

function Written({ kpi: { objectives, thresholds, unit, alerting } }: { readonly kpi: KpiDefinition }) {
  const lines = [
    ...objectives
      .filter(({ alertPolicy }) => alertPolicy !== undefined)
      .map(({ displayName, alertPolicy }) => `Objective ${displayName}: burn-rate policy ${alertPolicy}.`),
    ...thresholds.map(
      ({ name, direction, bound, windowMs, severity, minimumEvents }) =>
        `${name}: ${direction} ${figure(Number(bound), unit)} over ${figure(windowMs / 1000, 'seconds')} is a ${severity}` +
        `${minimumEvents > 0 ? `, from ${minimumEvents} events on` : ''}.`
    ),
    ...(alerting.by.length > 0 ? [`Each ${alerting.by.join(' and ')} alerts by itself.`] : []),
    ...(alerting.suppress ? [`Held back after ${alerting.suppress.events}.`] : []),
  ];
  return (
    <ul style={{ paddingInlineStart: 20 }}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function rowsOf(result: Result, kpi: string) {
  return framesOf(result, kpi).map((frame, i) => {
    const labels = frame.fields[0].labels ?? {};
    const times = columnOf(frame, 'value')[0];
    const over = typeof times === 'number' ? times : null;
    const meta = metaOf(frame);
    const { kpi: _, severity = '', team: __, area: ___, threshold, ...by } = labels;
    return {
      key: String(i),
      cells: [
        meta.governing ? conditionWords(meta.governing) : (threshold ?? 'all objectives'),
        severity,
        <Status key="now" status={stateOf(over, severity)} />,
        over === null ? '–' : figure(over, 'times'),
        Object.entries(by)
          .map(([segment, value]) => `${segment} ${value}`)
          .join(', ') || 'all',
      ],
    };
  });
}

function conditionWords({ objective, condition }: NonNullable<ValueMeta['governing']>): string {
  return `${objective}: ${condition.factor}× over ${condition.long} and ${condition.short}`;
}

function stateOf(over: number | null, severity: string) {
  return over === null
    ? ({ words: 'not known: too little measured', tone: 'unknown' } as const)
    : over > 1
      ? ({ words: 'holds now', tone: severity === 'page' ? 'red' : 'amber' } as const)
      : ({ words: 'quiet', tone: 'calm' } as const);
}
