/** A Grafana data source that answers as a test says, through real observables, and counts what happens to it. */
import {
  createDataFrame,
  FieldType,
  LoadingState,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
} from '@grafana/data';
import { Observable } from 'rxjs';

export type Target = DataQuery & {
  readonly rawSql?: string;
  readonly queryText?: string;
  readonly expr?: string;
};
type Answers = (request: DataQueryRequest<Target>) => Observable<DataQueryResponse> | Promise<DataQueryResponse>;

export interface FakeDataSource extends DataSourceApi {
  readonly requests: Array<DataQueryRequest<Target>>;
  readonly counts: { subscribed: number; tornDown: number };
}

export function fakeDataSource(uid: string, type: string, answers: Answers): FakeDataSource {
  const requests: Array<DataQueryRequest<Target>> = [];
  const counts = { subscribed: 0, tornDown: 0 };
  const query = (request: DataQueryRequest<Target>) => {
    requests.push(request);
    const answer = answers(request);
    if (answer instanceof Promise) {
      return answer;
    }
    return new Observable<DataQueryResponse>((subscriber) => {
      counts.subscribed += 1;
      const subscription = answer.subscribe(subscriber);
      return () => {
        counts.tornDown += 1;
        subscription.unsubscribe();
      };
    });
  };
  return { uid, type, name: uid, query, requests, counts } as unknown as FakeDataSource;
}

/** One frame of one number column for each target, as `SELECT n` answers. */
export function numbers(request: DataQueryRequest<Target>, values: readonly number[] = [1]): DataQueryResponse {
  return {
    state: LoadingState.Done,
    data: request.targets.map(({ refId, rawSql }) =>
      createDataFrame({
        refId,
        fields: [{ name: rawSql?.includes('AS one') ? 'one' : 'n', type: FieldType.number, values: [...values] }],
      })
    ),
  };
}

/** What Grafana makes of an HTML page with status 200: no frame and no error. */
export const nothing: DataQueryResponse = { state: LoadingState.Done, data: [] };
