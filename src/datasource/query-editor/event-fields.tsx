import { Input, MultiSelect } from '@grafana/ui';
import React, { useId } from 'react';
import { EVENT_KINDS, type EventsDefinition, type View } from '../../kpi';
import type { KpiDataQuery } from '../types';
import { FieldRow, Labelled } from './field-row';

interface Props {
  readonly view: View;
  readonly query: KpiDataQuery;
  readonly events: readonly EventsDefinition[];
  readonly variables: readonly string[];
  readonly onChange: (change: Partial<KpiDataQuery>) => void;
}

type Lists = 'events' | 'kinds' | 'services' | 'environments';
type Texts = 'deploy' | 'before' | 'after' | 'control';

/** Which events, and of effects how they are judged: views deploys, incidents and impact. */
export function EventFields({ view, query, events, variables, onChange }: Props) {
  const id = useId();
  const ofVariables = variables.map((name) => ({
    value: `$${name}`,
    label: `$${name}`,
    description: 'dashboard variable',
  }));
  const list = (field: Lists, label: string, options: Array<{ value: string; label: string }>) => (
    <Labelled label={label} htmlFor={`${id}-${field}`} grow>
      <MultiSelect
        inputId={`${id}-${field}`}
        aria-label={label}
        placeholder="All of them"
        allowCustomValue={field !== 'kinds'}
        options={[...options, ...ofVariables]}
        value={[...((query[field] as readonly string[] | undefined) ?? [])]}
        onChange={(chosen) => {
          const values = chosen.flatMap(({ value }) => value ?? []);
          onChange({ [field]: values.length > 0 ? values : undefined });
        }}
      />
    </Labelled>
  );
  const text = (field: Texts, label: string, placeholder: string, hint?: string) => (
    <Labelled label={label} htmlFor={`${id}-${field}`} {...(hint ? { hint } : {})}>
      <Input
        id={`${id}-${field}`}
        width={field === 'deploy' ? 40 : 16}
        placeholder={placeholder}
        key={query[field] ?? ''}
        defaultValue={query[field] ?? ''}
        onBlur={({ currentTarget: { value } }) => {
          const written = value.trim() === '' ? undefined : value.trim();
          if (written !== query[field]) {
            onChange({ [field]: written });
          }
        }}
      />
    </Labelled>
  );
  return (
    <FieldRow>
      {view !== 'impact' && (
        <>
          {list(
            'events',
            'Events',
            events.map(({ name, displayName }) => ({ value: name, label: displayName }))
          )}
          {list(
            'kinds',
            'Kinds',
            EVENT_KINDS.map((kind) => ({ value: kind, label: kind }))
          )}
          {list('services', 'Services', [])}
          {list('environments', 'Environments', [])}
        </>
      )}
      {view === 'impact' && text('deploy', 'Deploy', 'The range itself', 'id, or a variable')}
      {view !== 'incidents' && text('before', 'Before', 'as long as after')}
      {view !== 'incidents' && text('after', 'After', '1h')}
      {view !== 'incidents' && text('control', 'Control', 'auto', 'none, weekday, segment=value')}
    </FieldRow>
  );
}
