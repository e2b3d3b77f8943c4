/** Values of dashboard variables, asked from the data source's variable support as Grafana asks. */
import {
  LoadingState,
  VariableSupportType,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type ScopedVars,
  type TimeRange,
  type TypedVariableModel,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { filter, firstValueFrom, from, isObservable } from 'rxjs';
import { ALL_VALUE } from '../runtime/template-service';
import type { VariableModel, VariableOption } from './model';

/** All options of a query variable, without "All". Rejects where the data source says so. */
export async function fetchOptions(
  dataSource: DataSourceApi,
  variable: VariableModel,
  range: TimeRange,
  timeZone: string,
  scopedVars: ScopedVars = {}
): Promise<VariableOption[]> {
  const support = dataSource.variables;
  if (!support) {
    const found = (await dataSource.metricFindQuery?.(variable.query, { range, scopedVars })) ?? [];
    return found.map((value) => ({ text: value.text, value: String(value.value ?? value.text) }));
  }
  const query = {
    refId: 'variable',
    ...(typeof variable.query === 'object' ? variable.query : { query: variable.query }),
  };
  const request = variableRequest(query as DataQuery, range, timeZone, scopedVars);
  if (support.getType() === VariableSupportType.Datasource) {
    return toOptions(await lastResponse(dataSource.query(request)));
  }
  const custom = support as { query?: (request: DataQueryRequest) => ReturnType<DataSourceApi['query']> };
  return custom.query ? toOptions(await lastResponse(custom.query(request))) : [];
}

function variableRequest(
  query: DataQuery,
  range: TimeRange,
  timezone: string,
  scopedVars: ScopedVars
): DataQueryRequest {
  return {
    app: 'dashboard',
    requestId: `variable-${query.refId}`,
    interval: '1m',
    intervalMs: 60_000,
    range,
    scopedVars,
    targets: [query],
    timezone,
    startTime: Date.now(),
  };
}

function lastResponse(response: ReturnType<DataSourceApi['query']>): Promise<DataQueryResponse> {
  const stream = isObservable(response) ? response : from(response);
  return firstValueFrom(
    stream.pipe(filter((packet) => packet.state === undefined || packet.state !== LoadingState.Loading))
  );
}

/** Rows `{text, value}`, or frames with the fields `text` and `value` (or one string field). */
function toOptions(response: DataQueryResponse): VariableOption[] {
  const error = response.errors?.[0] ?? response.error;
  if (error && response.data.length === 0) {
    throw new Error(error.message ?? 'the data source did not say why');
  }
  return response.data.flatMap((item: unknown) => {
    const row = item as { text?: unknown; value?: unknown; fields?: unknown };
    return row.fields === undefined ? [option(row.text ?? row.value, row.value)] : frameOptions(toDataFrame(item));
  });
}

function frameOptions(frame: DataFrame): VariableOption[] {
  const named = (name: string) => frame.fields.find((field) => field.name.toLowerCase() === name);
  const text = named('text') ?? named('value') ?? frame.fields.find((field) => field.type === 'string');
  const value = named('value') ?? text;
  return text ? text.values.map((one: unknown, row: number) => option(one, value?.values[row])) : [];
}

const option = (text: unknown, value: unknown): VariableOption => ({
  text: String(text),
  value: String(value ?? text),
});

/** What getTemplateSrv().getVariables() shows for a variable whose `chosen` values are set; none chosen means All. */
export function toTemplateVariable(
  variable: VariableModel,
  options: readonly VariableOption[],
  chosen: readonly string[]
): TypedVariableModel {
  const all = variable.includeAll === true && (chosen.length === 0 || chosen.includes(ALL_VALUE));
  const values = all ? [ALL_VALUE] : [...chosen];
  const textOf = (value: string) => options.find((one) => one.value === value)?.text ?? value;
  const texts = all ? ['All'] : values.map(textOf);
  const single = <T>(list: T[]) => (variable.multi ? list : list[0]);
  return {
    ...variable,
    id: variable.name,
    rootStateKey: null,
    global: false,
    index: 0,
    state: LoadingState.Done,
    error: null,
    options: options.map((one) => ({ ...one, selected: values.includes(one.value) })),
    current: { value: single(values), text: single(texts), selected: true },
  } as unknown as TypedVariableModel;
}

/** The values a variable starts with when the address names none. */
export function initialValues(variable: VariableModel): string[] {
  const value = variable.current?.value;
  return value === undefined || value === '' ? [] : [value].flat();
}
