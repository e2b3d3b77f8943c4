import { css } from '@emotion/css';
import { getDefaultTimeRange, type GrafanaTheme2, type QueryEditorProps, type SelectableValue } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Input, MultiSelect, Select, Switch, useStyles2 } from '@grafana/ui';
import React, { useId, useMemo } from 'react';
import {
  catalog,
  GRAINS,
  VIEWS,
  type Compare,
  type DefinitionSet,
  type Grain,
  type Outcome,
  type AskedDefinition,
  type View,
} from '../../kpi';
import type { DataSource } from '../data-source';
import { Problems } from '../problems';
import { askable, askedByName, askedFor, segmentsOf } from '../segments';
import { VIEWS_OF_EVENTS } from '../query-text';
import { DEFAULT_VIEW, type KpiDataQuery, type PlumblineJsonData } from '../types';
import { checkQuery } from './check-query';
import { DefinitionCard } from './definition-card';
import { EventFields } from './event-fields';
import { FieldRow, Labelled, Level } from './field-row';
import { Filters } from './filters';
import { kpiOptions, matchesSearch, optionFor } from './kpi-options';
import { Preview } from './preview';

type Props = QueryEditorProps<DataSource, KpiDataQuery, PlumblineJsonData>;

const VIEW_WORDS: Readonly<Record<View, { label: string; description: string }>> = {
  value: { label: 'Value', description: 'One number for the whole range' },
  series: { label: 'Series', description: 'The number over time' },
  breakdown: { label: 'Breakdown', description: 'A row for each segment' },
  funnel: { label: 'Funnel', description: 'Counts and shares step by step' },
  budget: { label: 'Error budget', description: 'What is left of each objective, and until when' },
  burn: { label: 'Burn rate', description: 'How fast the budget is spent, over every window of the alert policy' },
  alert: { label: 'Alert', description: 'How many times over its threshold; above 1 is bad' },
  retention: { label: 'Retention', description: 'A row for each cohort: how many came back after how long' },
  deploys: { label: 'Deploys', description: 'What happened: deploys, flags, incidents, with what they did to KPIs' },
  incidents: { label: 'Incidents', description: 'Incidents and alerts, and what they cost' },
  impact: { label: 'Impact', description: 'What one change did: before against after, with an interval' },
  experiment: { label: 'Experiment', description: 'Variants of an A/B test against their control' },
  samples: { label: 'Samples', description: 'Some of the events behind the number, personal data masked' },
  traces: { label: 'Traces', description: 'Failed transactions, and the spans of one' },
};

const GRAIN_OPTIONS: Array<SelectableValue<Grain | 'auto'>> = [
  { value: 'auto', label: 'Automatic' },
  ...GRAINS.map((grain) => ({ value: grain, label: grain })),
];

const COMPARED_VIEWS: readonly View[] = ['value', 'series', 'breakdown', 'funnel'];

const COMPARE_OPTIONS: Array<SelectableValue<Compare>> = [
  { value: 'previous', label: 'Previous period', description: 'As long a stretch, just before' },
  { value: 'weekday', label: 'Same weekdays', description: 'Whole weeks earlier' },
  { value: 'month', label: 'A month earlier', description: 'The same dates' },
  { value: 'quarter', label: 'A quarter earlier', description: 'The same dates three months earlier' },
  { value: 'year', label: 'A year earlier', description: 'The same dates' },
];

const OBJECTIVE_VIEWS: readonly View[] = ['budget', 'burn', 'alert'];

const SEVERITY_OPTIONS: Array<SelectableValue<'page' | 'ticket'>> = [
  { value: 'page', label: 'Pages', description: 'What wakes somebody' },
  { value: 'ticket', label: 'Tickets', description: 'What can wait for working hours' },
];

function objectiveOptions(asked: readonly AskedDefinition[]): Array<SelectableValue<string>> {
  const objectives = asked.flatMap((one) => (one.kind === 'KPI' ? one.objectives : []));
  return objectives
    .filter(({ name }, i) => objectives.findIndex((other) => other.name === name) === i)
    .map(({ name, displayName, target, timeWindow }) => ({
      value: name,
      label: displayName,
      description: `${target} over ${timeWindow.duration}`,
    }));
}

/** Asks for a KPI by name: no SQL, no PromQL. */
export function QueryEditor({ datasource, query, onChange, onRunQuery, range }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const definitions = useMemo(() => datasource.definitions(), [datasource]);
  const all = useMemo(() => (definitions.ok ? askable(definitions.value) : []), [definitions]);
  const groups = useMemo(() => kpiOptions(all), [all]);
  const variables = dashboardVariables();
  const checked = useMemo(
    () => checkQuery(definitions, query, range ?? getDefaultTimeRange(), getTemplateSrv(), {}),
    [definitions, query, range]
  );

  const view = query.view ?? DEFAULT_VIEW;
  const asked = definitions.ok ? askedFor(definitions.value, query) : [];
  // A variable in place of the KPI may stand for any of them.
  const segments = segmentsOf(asked.length > 0 ? asked : all);
  const segmentOptions = [
    ...segments.map(({ name, displayName }) => ({ value: name, label: displayName ?? name })),
    ...variables.map((name) => ({ value: `$${name}`, label: `$${name}`, description: 'dashboard variable' })),
  ];

  const set = (change: Partial<KpiDataQuery>) => {
    onChange(withoutEmpty({ ...query, view, ...change }));
    onRunQuery();
  };
  const choose = (name: string | undefined) => {
    const chosen = definitions.ok ? askedByName(definitions.value, name) : undefined;
    const possible = chosen ? viewsOf(definitions, [chosen]) : [];
    // Who turns from a KPI to a funnel wants to see its steps, though it also has a value.
    const turns = chosen?.kind === 'Funnel' && asked.every(({ kind }) => kind !== 'Funnel');
    const fits = possible.length === 0 || possible.includes(view) || VIEWS_OF_EVENTS.includes(view);
    const next = turns ? 'funnel' : fits ? view : possible[0];
    set({ kpi: name, kpis: undefined, area: undefined, view: next });
  };
  const fitting = viewsOf(definitions, asked);
  const views = VIEWS.filter(
    (one) => one === view || fitting.length === 0 || fitting.includes(one) || VIEWS_OF_EVENTS.includes(one)
  );

  return (
    <div className={styles.editor}>
      <FieldRow>
        <Labelled label="KPI" htmlFor={`${id}-kpi`} grow>
          <Select
            inputId={`${id}-kpi`}
            aria-label="KPI"
            placeholder={
              query.area
                ? `All of the area ${query.area}`
                : VIEWS_OF_EVENTS.includes(view)
                  ? 'None: what happened in all areas'
                  : 'Search by name, area or owner'
            }
            options={[...groups, ...variableGroup(variables)]}
            value={
              query.kpis?.length ? { value: query.kpis[0], label: query.kpis.join(', ') } : optionFor(groups, query.kpi)
            }
            filterOption={matchesSearch}
            isClearable
            allowCustomValue
            formatCreateLabel={(input) => `Use "${input}"`}
            noOptionsMessage={
              definitions.ok ? 'No KPI of this name' : 'The definitions of this data source have errors'
            }
            onChange={(option) => choose(option?.value)}
          />
        </Labelled>
        <Labelled label="View" htmlFor={`${id}-view`}>
          <Select
            inputId={`${id}-view`}
            aria-label="View"
            options={views.map((value) => ({ value, ...VIEW_WORDS[value] }))}
            value={view}
            onChange={({ value }) => value && set({ view: value })}
          />
        </Labelled>
        {view === 'series' && (
          <Labelled label="Grain" htmlFor={`${id}-grain`}>
            <Select
              inputId={`${id}-grain`}
              aria-label="Grain"
              options={GRAIN_OPTIONS}
              value={query.grain ?? 'auto'}
              onChange={({ value }) => set({ grain: value === 'auto' ? undefined : value })}
            />
          </Labelled>
        )}
        {OBJECTIVE_VIEWS.includes(view) && (
          <Labelled label="Objective" htmlFor={`${id}-objective`}>
            <Select
              inputId={`${id}-objective`}
              aria-label="Objective"
              placeholder="All of them"
              isClearable
              allowCustomValue
              options={objectiveOptions(asked)}
              value={query.objective ? { value: query.objective, label: query.objective } : null}
              onChange={(option) => set({ objective: option?.value })}
            />
          </Labelled>
        )}
        {view === 'alert' && (
          <Labelled label="Severity" htmlFor={`${id}-severity`}>
            <Select
              inputId={`${id}-severity`}
              aria-label="Severity"
              placeholder="Pages and tickets"
              isClearable
              options={SEVERITY_OPTIONS}
              value={query.severity ?? null}
              onChange={(option) => set({ severity: option?.value })}
            />
          </Labelled>
        )}
        <Labelled label="Split by" htmlFor={`${id}-by`} grow>
          <MultiSelect
            inputId={`${id}-by`}
            aria-label="Split by segments"
            placeholder="Not split"
            options={segmentOptions}
            value={query.by ? [...query.by] : []}
            allowCustomValue
            onChange={(chosen) => set({ by: chosen.flatMap(({ value }) => value ?? []) })}
          />
        </Labelled>
        {(COMPARED_VIEWS.includes(view) || query.compare) && (
          <Labelled label="Compare with" htmlFor={`${id}-compare`}>
            <Select
              inputId={`${id}-compare`}
              aria-label="Compare with an earlier period"
              placeholder="Nothing"
              isClearable
              options={COMPARE_OPTIONS.filter(({ value }) => view !== 'funnel' || value === 'previous')}
              value={query.compare ?? null}
              onChange={(option) => set({ compare: option?.value })}
            />
          </Labelled>
        )}
        <Labelled label="Limit" htmlFor={`${id}-limit`} hint="segments">
          <Input
            id={`${id}-limit`}
            type="number"
            min={1}
            step={1}
            width={12}
            placeholder="100"
            // Written when it is left, so that half a number is not asked for.
            key={query.limit ?? ''}
            defaultValue={query.limit ?? ''}
            onBlur={({ currentTarget: { value } }) => {
              const limit = value === '' ? undefined : Number(value);
              if (limit !== query.limit) {
                set({ limit });
              }
            }}
          />
        </Labelled>
        {(view === 'breakdown' || query.other) && (
          <Labelled label="The rest as one row" htmlFor={`${id}-other`}>
            <Level>
              <Switch
                id={`${id}-other`}
                value={query.other === true}
                onChange={({ currentTarget }) => set({ other: currentTarget.checked || undefined })}
              />
            </Level>
          </Labelled>
        )}
      </FieldRow>
      {(view === 'deploys' || view === 'incidents' || view === 'impact') && (
        <EventFields
          view={view}
          query={query}
          events={definitions.ok ? [...definitions.value.events.values()] : []}
          variables={variables}
          onChange={set}
        />
      )}
      {asked.length === 1 && <DefinitionCard definition={asked[0]} />}
      <Filters
        filters={query.filters ?? {}}
        segments={segments}
        variables={variables}
        loadValues={async (segment) => {
          const holder = (asked.length > 0 ? asked : all).find((one) =>
            one.segments.some(({ name }) => name === segment)
          );
          return holder ? datasource.segmentValues(holder.name, segment, range) : [];
        }}
        onChange={(filters) => set({ filters })}
      />
      <Problems diagnostics={checked.diagnostics} label="Problems with this query" />
      <Preview
        requests={checked.requests}
        nothing={checked.diagnostics.length > 0 ? 'Nothing, for the reason above.' : 'Nothing yet: choose a KPI.'}
      />
    </div>
  );
}

/** The views that can show any of `asked`; none where nothing is known about it. */
function viewsOf(definitions: Outcome<DefinitionSet>, asked: readonly AskedDefinition[]): readonly View[] {
  if (asked.length > 0 && asked.every(({ kind }) => kind === 'Experiment')) {
    return ['experiment'];
  }
  const names = new Set(asked.map(({ name }) => name));
  return definitions.ok ? catalog(definitions.value).flatMap(({ name, views }) => (names.has(name) ? views : [])) : [];
}

/** Nothing that means nothing is saved: no empty list, no empty object, no undefined. */
function withoutEmpty(query: KpiDataQuery): KpiDataQuery {
  const { by, filters, ...rest } = query;
  const kept = {
    ...rest,
    ...(by?.length ? { by } : {}),
    ...(filters && Object.keys(filters).length > 0 ? { filters } : {}),
  };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as unknown as KpiDataQuery;
}

function dashboardVariables(): readonly string[] {
  return getTemplateSrv()
    .getVariables()
    .filter(({ type }) => type !== 'adhoc' && type !== 'datasource' && type !== 'system')
    .map(({ name }) => name);
}

function variableGroup(variables: readonly string[]) {
  return variables.length === 0
    ? []
    : [{ label: 'Dashboard variables', options: variables.map((name) => ({ value: `$${name}`, label: `$${name}` })) }];
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
