/** What the workbench's server says at `/api/workbench/boot`. */
import type { DataSourceJsonData } from '@grafana/data';
import type { Dashboard } from '../board/model';

export interface BootDataSource {
  readonly uid: string;
  readonly name: string;
  /** Plugin id. Those of our own bundle are loaded from their built files; any other is asked through `/api/ds/query`. */
  readonly type: string;
  readonly jsonData?: DataSourceJsonData & Record<string, unknown>;
}

export interface BootScene {
  readonly name: string;
  readonly title: string;
  /** A sentence. */
  readonly about: string;
}

export interface Boot {
  readonly datasources: readonly BootDataSource[];
  readonly boards: ReadonlyArray<{ readonly uid: string; readonly title: string; readonly json: Dashboard }>;
  /** The demo shop, where there is one: what happens in it now, and what may be switched on. */
  readonly demo?: { readonly scene: string; readonly scenes: readonly BootScene[] };
  readonly buildInfo?: Readonly<Record<string, unknown>>;
}

export async function fetchBoot(): Promise<Boot> {
  const response = await fetch('/api/workbench/boot');
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
    throw new Error(
      `/api/workbench/boot answered ${response.status}, not the boot data: is this page served by the workbench?`
    );
  }
  return (await response.json()) as Boot;
}
