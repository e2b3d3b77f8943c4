/** The board's variables: options from the data source's variable support, several values or All. */
import { VariableHide, type TimeRange, type TypedVariableModel } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Combobox, InlineLabel, MultiCombobox, Tooltip } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import type { ParamChange } from '../app/navigation';
import { ALL_VALUE } from '../runtime/template-service';
import type { VariableModel, VariableOption } from './model';
import { fetchOptions, initialValues, toTemplateVariable } from './variables';

interface Answer {
  readonly options: readonly VariableOption[];
  readonly error?: string;
}

export interface BoardVariables {
  /** For getTemplateSrv(); undefined until every variable has its options, so that no panel asks with half of them. */
  readonly models: TypedVariableModel[] | undefined;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly chosen: (variable: VariableModel) => string[];
}

/** Asks for the options once a board and range; the chosen values are in the address as `var-name`. */
export function useVariables(
  variables: readonly VariableModel[],
  params: URLSearchParams,
  range: TimeRange,
  timeZone: string
): BoardVariables {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const rangeKey = `${range.raw.from.valueOf()}/${range.raw.to.valueOf()}`;

  useEffect(() => {
    let current = true;
    Promise.all(
      variables.map(async (variable) => [variable.name, await answerOf(variable, range, timeZone)] as const)
    ).then((entries) => current && setAnswers(new Map(entries)));
    return () => {
      current = false;
    };
    // The instants of `range` move with every refresh; what was asked for is in `rangeKey`.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [variables, rangeKey, timeZone]);

  const query = params.toString();
  return useMemo(() => {
    const address = new URLSearchParams(query);
    const chosen = (variable: VariableModel) => {
      const values = address.getAll(`var-${variable.name}`);
      return values.length > 0 ? values : initialValues(variable);
    };
    const ready = variables.every((variable) => answers.has(variable.name));
    const models = ready
      ? variables.map((variable) => toTemplateVariable(variable, answers.get(variable.name)!.options, chosen(variable)))
      : undefined;
    return { models, answers, chosen };
  }, [variables, answers, query]);
}

async function answerOf(variable: VariableModel, range: TimeRange, timeZone: string): Promise<Answer> {
  if (variable.type !== 'query') {
    const values = typeof variable.query === 'string' ? variable.query.split(',').map((one) => one.trim()) : [];
    return { options: values.filter(Boolean).map((value) => ({ text: value, value })) };
  }
  try {
    const dataSource = await getDataSourceSrv().get(variable.datasource);
    return { options: await fetchOptions(dataSource, variable, range, timeZone) };
  } catch (error) {
    return { options: [], error: error instanceof Error ? error.message : String(error) };
  }
}

interface BarProps {
  readonly variables: readonly VariableModel[];
  readonly state: BoardVariables;
  readonly change: (params: ParamChange) => void;
}

export function VariablesBar({ variables, state, change }: BarProps) {
  return (
    <>
      {variables
        .filter((variable) => variable.hide !== VariableHide.hideVariable)
        .map((variable) => (
          <VariablePicker key={variable.name} variable={variable} state={state} change={change} />
        ))}
    </>
  );
}

function VariablePicker({ variable, state, change }: Omit<BarProps, 'variables'> & { variable: VariableModel }) {
  const id = `variable-${variable.name}`;
  const answer = state.answers.get(variable.name);
  const options = (answer?.options ?? []).map((one) => ({ label: one.text, value: one.value }));
  const values = state.chosen(variable).filter((value) => value !== ALL_VALUE);
  const set = (next: readonly string[]) => change({ [`var-${variable.name}`]: next.length > 0 ? next : ALL_VALUE });
  return (
    <div style={{ display: 'flex' }} data-variable={variable.name}>
      <InlineLabel width="auto" htmlFor={id}>
        {variable.label ?? variable.name}
      </InlineLabel>
      {variable.multi ? (
        <MultiCombobox
          id={id}
          aria-label={variable.label ?? variable.name}
          options={options}
          value={values}
          placeholder="All"
          loading={!answer}
          invalid={answer?.error !== undefined}
          width="auto"
          minWidth={18}
          maxWidth={50}
          onChange={(chosen) => set(chosen.map((one) => one.value))}
        />
      ) : (
        <Combobox
          id={id}
          aria-label={variable.label ?? variable.name}
          options={options}
          value={values[0] ?? null}
          placeholder="All"
          isClearable={true}
          width={18}
          onChange={(chosen) => set(chosen ? [chosen.value] : [])}
        />
      )}
      {answer?.error && (
        <Tooltip content={answer.error}>
          <span role="alert">!</span>
        </Tooltip>
      )}
    </div>
  );
}
