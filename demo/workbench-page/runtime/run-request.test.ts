// @vitest-environment jsdom
import {
  FieldType,
  LoadingState,
  createDataFrame,
  dateTime,
  type DataQueryRequest,
  type DataSourceApi,
} from '@grafana/data';
import { Subject, lastValueFrom, of, throwError, toArray, type Observable } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { runRequest } from './run-request';

const at = dateTime('2026-11-01T00:00:00Z');
const request = (targets = [{ refId: 'A' }]) =>
  ({ targets, range: { from: at, to: at, raw: { from: at, to: at } } }) as unknown as DataQueryRequest;
const source = (query: () => unknown) => ({ query }) as unknown as DataSourceApi;
const frame = (refId: string, value: number) =>
  createDataFrame({ refId, fields: [{ name: 'value', type: FieldType.number, values: [value] }] });
const states = (stream: Observable<{ state: LoadingState }>) =>
  lastValueFrom(stream.pipe(toArray())).then((all) => all.map((one) => one.state));

describe('a request as Grafana runs it', () => {
  test('says Loading at once, then the answer', async () => {
    const stream = runRequest(
      source(() => of({ data: [frame('A', 1)] })),
      request()
    );
    expect(await states(stream)).toEqual([LoadingState.Loading, LoadingState.Done]);
  });

  test('packets of one key replace each other, of two keys stand side by side', async () => {
    const packets = new Subject<object>();
    const stream = runRequest(
      source(() => packets),
      request()
    );
    const last = lastValueFrom(stream);
    packets.next({ key: 'x', state: LoadingState.Loading, data: [frame('A', 1)] });
    packets.next({ key: 'x', state: LoadingState.Done, data: [frame('A', 2)] });
    packets.next({ key: 'y', data: [frame('B', 3)] });
    packets.complete();
    const data = await last;
    expect(data.series.map((one) => one.fields[0].values[0])).toEqual([2, 3]);
    expect(data.state).toBe(LoadingState.Done);
  });

  test('an error is kept beside the data of the others', async () => {
    const error = { refId: 'B', message: 'shop-db did not answer' };
    const data = await lastValueFrom(
      runRequest(
        source(() => of({ data: [frame('A', 1)], errors: [error] })),
        request()
      )
    );
    expect(data.state).toBe(LoadingState.Error);
    expect(data.series).toHaveLength(1);
    expect(data.errors).toEqual([error]);
  });

  test.each([
    [
      'thrown',
      source(() => {
        throw new Error('no');
      }),
    ],
    ['emitted', source(() => throwError(() => new Error('no')))],
    ['rejected', source(() => Promise.reject(new Error('no')))],
  ])('an error that is %s ends in the error state with its message', async (_, dataSource) => {
    const data = await lastValueFrom(runRequest(dataSource, request()));
    expect(data).toMatchObject({ state: LoadingState.Error, error: { message: 'no' }, series: [] });
  });

  test('hidden targets and those the data source filters out are not asked', async () => {
    const data = await lastValueFrom(
      runRequest(
        source(() => {
          throw new Error('asked');
        }),
        request([])
      )
    );
    expect(data.state).toBe(LoadingState.Done);
  });
});
