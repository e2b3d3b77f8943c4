import type { QueryEditorProps } from '@grafana/data';
import { InlineSwitch, MultiSelect, RadioButtonGroup, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { EVENT_KINDS } from '../../kpi';
import type { DataSource } from '../data-source';
import { FieldRow, Labelled } from '../query-editor/field-row';
import { kpiOptions, matchesSearch, optionFor } from '../query-editor/kpi-options';
import { Problems } from '../problems';
import { owned, askedByName, segmentsOf } from '../segments';
import type { KpiDataQuery, KpiVariableQuery, PlumblineJsonData } from '../types';

type Props = QueryEditorProps<DataSource, KpiDataQuery, PlumblineJsonData, KpiVariableQuery>;

const LISTS = [
  { value: 'areas' as const, label: 'Areas' },
  { value: 'kpis' as const, label: 'KPIs' },
  { value: 'segmentValues' as const, label: 'Values of a segment' },
  { value: 'deploys' as const, label: 'Deploys and other events' },
];

/** What a dashboard variable lists. */
export function VariableQueryEditor({ datasource, query, onChange }: Props) {
  const id = useId();
  const definitions = datasource.definitions();
  const all = definitions.ok ? owned(definitions.value) : [];
  const groups = kpiOptions(all);
  const list = query.list ?? 'kpis';
  const kpi = definitions.ok ? askedByName(definitions.value, query.kpi) : undefined;
  const set = (change: Partial<KpiVariableQuery>) =>
    onChange({ ...query, refId: query.refId ?? 'variable', list, ...change });

  return (
    <>
      <RadioButtonGroup
        aria-label="What to list"
        options={LISTS}
        value={list}
        onChange={(value) => set({ list: value })}
      />
      <FieldRow>
        {(list === 'kpis' || list === 'deploys') && (
          <Labelled label="Area" htmlFor={`${id}-area`} grow>
            <Select
              inputId={`${id}-area`}
              aria-label="Area"
              placeholder="All areas"
              options={groups.map(({ label }) => ({ value: label, label }))}
              value={query.area ? { value: query.area, label: query.area } : null}
              isClearable
              allowCustomValue
              onChange={(option) => set({ area: option?.value })}
            />
          </Labelled>
        )}
        {list === 'kpis' && (
          <InlineSwitch
            label="With an objective only"
            showLabel
            value={query.objectives ?? false}
            onChange={({ currentTarget }) => set({ objectives: currentTarget.checked || undefined })}
          />
        )}
        {list === 'deploys' && (
          <Labelled label="Kinds" htmlFor={`${id}-kinds`} grow>
            <MultiSelect
              inputId={`${id}-kinds`}
              aria-label="Kinds of events"
              placeholder="All of them"
              options={EVENT_KINDS.map((value) => ({ value, label: value }))}
              value={query.kinds ?? []}
              onChange={(chosen) => set({ kinds: chosen.flatMap(({ value }) => value ?? []) })}
            />
          </Labelled>
        )}
        {list === 'segmentValues' && (
          <>
            <Labelled label="KPI" htmlFor={`${id}-kpi`} grow>
              <Select
                inputId={`${id}-kpi`}
                aria-label="KPI"
                options={groups}
                value={optionFor(groups, query.kpi)}
                filterOption={matchesSearch}
                allowCustomValue
                onChange={({ value }) => set({ kpi: value })}
              />
            </Labelled>
            <Labelled label="Segment" htmlFor={`${id}-segment`} grow>
              <Select
                inputId={`${id}-segment`}
                aria-label="Segment"
                options={segmentsOf(kpi ? [kpi] : all).map(({ name, displayName }) => ({
                  value: name,
                  label: displayName ?? name,
                }))}
                value={query.segment ? { value: query.segment, label: query.segment } : null}
                allowCustomValue
                onChange={({ value }) => set({ segment: value })}
              />
            </Labelled>
          </>
        )}
      </FieldRow>
      {!definitions.ok && <Problems diagnostics={definitions.diagnostics} label="Problems with the definitions" />}
    </>
  );
}
