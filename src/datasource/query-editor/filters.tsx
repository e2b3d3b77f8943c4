import type { SelectableValue } from '@grafana/data';
import { Button, IconButton, MultiSelect, Select } from '@grafana/ui';
import React, { useId, useState } from 'react';
import type { Segment } from '../../kpi';
import { FieldRow, Labelled, Level } from './field-row';

export type FilterValues = Readonly<Record<string, readonly string[]>>;

interface FiltersProps {
  readonly filters: FilterValues;
  readonly segments: readonly Segment[];
  /** Names of dashboard variables, offered as `$name`. */
  readonly variables: readonly string[];
  /** Values that a segment has now. */
  readonly loadValues: (segment: string) => Promise<readonly string[]>;
  readonly onChange: (filters: FilterValues) => void;
}

/**
 * Rows of segment and allowed values. A row without values is kept here and not saved: an empty list would mean "nothing is
 * allowed", which nobody means while choosing.
 */
export function Filters({ filters, segments, variables, loadValues, onChange }: FiltersProps) {
  const [drafts, setDrafts] = useState<readonly string[]>([]);
  const saved = Object.keys(filters);
  const rows = [...saved, ...drafts.filter((segment) => !saved.includes(segment))];
  const free = segments.filter(({ name }) => !rows.includes(name));

  const set = (segment: string, values: readonly string[]) => {
    const { [segment]: _, ...others } = filters;
    setDrafts(
      values.length === 0 ? [...drafts.filter((draft) => draft !== segment), segment] : without(drafts, segment)
    );
    onChange(values.length === 0 ? others : { ...filters, [segment]: values });
  };
  const rename = (from: string, to: string) => {
    setDrafts([...without(drafts, from), to]);
    if (filters[from]) {
      const { [from]: _, ...others } = filters;
      onChange(others);
    }
  };
  const remove = (segment: string) => {
    setDrafts(without(drafts, segment));
    if (filters[segment]) {
      const { [segment]: _, ...others } = filters;
      onChange(others);
    }
  };

  return (
    <>
      {rows.map((segment) => (
        <FilterRow
          // A draft that is given its segment is the same row still.
          key={segment}
          segment={segment}
          values={filters[segment] ?? []}
          segments={segments.filter(({ name }) => name === segment || !rows.includes(name))}
          variables={variables}
          loadValues={loadValues}
          onSegment={(name) => rename(segment, name)}
          onValues={(values) => set(segment, values)}
          onRemove={() => remove(segment)}
        />
      ))}
      <div>
        <Button
          variant="secondary"
          size="sm"
          icon="plus"
          disabled={free.length === 0}
          onClick={() => setDrafts([...drafts, free[0].name])}
        >
          Add filter
        </Button>
      </div>
    </>
  );
}

interface FilterRowProps {
  readonly segment: string;
  readonly values: readonly string[];
  readonly segments: readonly Segment[];
  readonly variables: readonly string[];
  readonly loadValues: (segment: string) => Promise<readonly string[]>;
  readonly onSegment: (name: string) => void;
  readonly onValues: (values: readonly string[]) => void;
  readonly onRemove: () => void;
}

function FilterRow({
  segment,
  values,
  segments,
  variables,
  loadValues,
  onSegment,
  onValues,
  onRemove,
}: FilterRowProps) {
  const id = useId();
  const [offered, setOffered] = useState<readonly string[]>([]);
  const [state, setState] = useState<'idle' | 'loading' | 'loaded' | 'failed'>('idle');
  const [failure, setFailure] = useState('');

  const load = async () => {
    if (state === 'loading' || state === 'loaded') {
      return;
    }
    setState('loading');
    try {
      setOffered(await loadValues(segment));
      setState('loaded');
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setState('failed');
    }
  };
  const options: Array<SelectableValue<string>> = [
    ...variables.map((name) => ({ value: `$${name}`, label: `$${name}`, description: 'dashboard variable' })),
    ...[...new Set([...offered, ...values])].map((value) => ({ value, label: value })),
  ];
  return (
    <FieldRow>
      <Labelled label="Filter" htmlFor={`${id}-segment`}>
        <Select
          inputId={`${id}-segment`}
          aria-label="Filter by segment"
          options={segments.map(({ name, displayName }) => ({ value: name, label: displayName ?? name }))}
          value={segment}
          allowCustomValue
          onChange={({ value }) => value && onSegment(value)}
        />
      </Labelled>
      <Labelled label="is one of" htmlFor={`${id}-values`} grow>
        <MultiSelect
          inputId={`${id}-values`}
          aria-label={`Values of ${segment}`}
          options={options}
          value={[...values]}
          allowCustomValue
          formatCreateLabel={(input) => `Use "${input}"`}
          isLoading={state === 'loading'}
          loadingMessage="Asking the store for values"
          noOptionsMessage="No values; type one"
          onOpenMenu={load}
          onChange={(chosen) => onValues(chosen.flatMap(({ value }) => value ?? []))}
        />
      </Labelled>
      <Level>
        <IconButton name="trash-alt" tooltip={`Remove the filter on ${segment}`} onClick={onRemove} />
      </Level>
      {state === 'failed' && <span role="alert">The values cannot be listed: {failure}</span>}
    </FieldRow>
  );
}

const without = (names: readonly string[], name: string) => names.filter((one) => one !== name);
