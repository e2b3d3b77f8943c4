/** The board's variables: options from the data source's variable support, several values or All. */
import { VariableHide, type ScopedVars, type TimeRange, type TypedVariableModel } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Combobox, InlineLabel, Input, MultiCombobox, Tooltip } from '@grafana/ui';
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

/**
 * Asks for the options once a board and range, one variable after the other, since a list may be of what another variable holds; the
 * chosen values are in the address as `var-name`.
 */
export function useVariables(
  variables: readonly VariableModel[],
  params: URLSearchParams,
  range: TimeRange,
  timeZone: string
): BoardVariables {
  const [answers, setAnswers] = useState<Answers>(new Map());
  const rangeKey = `${range.raw.from.valueOf()}/${range.raw.to.valueOf()}`;
  const query = params.toString();
  const referred = variables.filter((one) => variables.some((other) => refersTo(other, one)));
  const referredKey = JSON.stringify(referred.map((one) => chosenOf(one, params, answers)));

  useEffect(() => {
    let current = true;
    answerAll(variables, new URLSearchParams(query), range, timeZone).then((all) => current && setAnswers(all));
    return () => {
      current = false;
    };
    // The instants of `range` move with every refresh; what was asked for is in `rangeKey`. Of the address only what lists depend on counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [variables, rangeKey, timeZone, referredKey]);

  return useMemo(() => {
    const address = new URLSearchParams(query);
    const chosen = (variable: VariableModel) => chosenOf(variable, address, answers);
    const ready = variables.every((variable) => answers.has(variable.name));
    const models = ready
      ? variables.map((variable) => toTemplateVariable(variable, answers.get(variable.name)!.options, chosen(variable)))
      : undefined;
    return { models, answers, chosen };
  }, [variables, answers, query]);
}

type Answers = ReadonlyMap<string, Answer>;

const refersTo = (variable: VariableModel, other: VariableModel) =>
  variable.type === 'query' && JSON.stringify(variable.query ?? '').includes(`$${other.name}`);

/** What the address says, as far as there is such an option; else what the board begins with, else the first option. */
function chosenOf(variable: VariableModel, address: URLSearchParams, answers: Answers): string[] {
  const written = address.getAll(`var-${variable.name}`);
  const values = written.length > 0 ? written : initialValues(variable);
  const answer = answers.get(variable.name);
  if (variable.type !== 'query' || !answer || answer.options.length === 0) {
    return values;
  }
  const there = (value: string) =>
    (value === ALL_VALUE && variable.includeAll === true) || answer.options.some((one) => one.value === value);
  const found = values.filter(there);
  const initial = initialValues(variable).filter(there);
  return [found, initial, [answer.options[0].value]].find((list) => list.length > 0)!;
}

async function answerAll(
  variables: readonly VariableModel[],
  address: URLSearchParams,
  range: TimeRange,
  timeZone: string
): Promise<Answers> {
  const answers = new Map<string, Answer>();
  const scopedVars: ScopedVars = {};
  for (const variable of variables) {
    answers.set(variable.name, await answerOf(variable, range, timeZone, scopedVars));
    const values = chosenOf(variable, address, answers);
    scopedVars[variable.name] = { text: values.join(' + '), value: variable.multi ? values : (values[0] ?? '') };
  }
  return answers;
}

async function answerOf(
  variable: VariableModel,
  range: TimeRange,
  timeZone: string,
  scopedVars: ScopedVars
): Promise<Answer> {
  if (variable.type !== 'query') {
    const values = typeof variable.query === 'string' ? variable.query.split(',').map((one) => one.trim()) : [];
    return { options: values.filter(Boolean).map((value) => ({ text: value, value })) };
  }
  try {
    const dataSource = await getDataSourceSrv().get(variable.datasource);
    return { options: await fetchOptions(dataSource, variable, range, timeZone, scopedVars) };
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
      {variable.type === 'textbox' ? (
        <Input
          key={values[0]}
          id={id}
          aria-label={variable.label ?? variable.name}
          defaultValue={values[0] ?? ''}
          width={18}
          onBlur={({ currentTarget }) => change({ [`var-${variable.name}`]: currentTarget.value })}
        />
      ) : variable.multi ? (
        <MultiCombobox
          id={id}
          aria-label={variable.label ?? variable.name}
          options={options}
          value={values}
          placeholder="All"
          loading={!answer}
          invalid={answer?.error !== undefined}
          width="auto"
          minWidth={12}
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
          isClearable={variable.includeAll === true}
          width="auto"
          minWidth={variable.type === 'custom' ? 8 : 12}
          maxWidth={24}
          onChange={(chosen: { value: string } | null) => set(chosen ? [chosen.value] : [])}
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
