import type { ComponentType } from 'react';
import type { PathParams } from './paths';

export interface PageProps {
  readonly params: PathParams;
  /** Of the address: texts, or lists of texts where a name occurs again. */
  readonly query: Readonly<Record<string, unknown>>;
}

/** A page of the app: one line in `src/pages/routes.ts`. */
export interface AppPage {
  /** After `/a/plumbline-kpi-app/`: `catalog`, `kpi/:uid/:name`, `definitions/:uid?`. */
  readonly path: string;
  readonly title: (params: PathParams) => string;
  /** The content alone; the frame with Grafana's navigation is around it. */
  readonly Page: ComponentType<PageProps>;
}
