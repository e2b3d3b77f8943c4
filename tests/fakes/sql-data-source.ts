/** A Grafana SQL data source whose database is real: its frames are what the engine answers. */
import { createDataFrame, LoadingState, type DataQueryError } from '@grafana/data';
import { from } from 'rxjs';
import type { Engine } from '../engines';
import { fakeDataSource, type FakeDataSource } from './data-source';

export function sqlDataSource(uid: string, type: string, engine: Engine): FakeDataSource {
  return fakeDataSource(uid, type, ({ targets }) =>
    from(
      (async () => {
        const data = [];
        const errors: DataQueryError[] = [];
        for (const { refId, rawSql, queryText } of targets) {
          try {
            const rows = await engine.run(rawSql ?? queryText ?? '');
            const names = Object.keys(rows[0] ?? {});
            // No rows: Grafana's own SQL data sources answer with a frame without fields.
            data.push(
              createDataFrame({ refId, fields: names.map((name) => ({ name, values: rows.map((row) => row[name]) })) })
            );
          } catch (error) {
            errors.push({ refId, status: 400, message: (error as Error).message });
          }
        }
        return { data, state: LoadingState.Done, ...(errors.length > 0 ? { errors, error: errors[0] } : {}) };
      })()
    )
  );
}
