import { CatalogPage } from './catalog/catalog-page';
import { DefinitionsPage } from './definitions/definitions-page';
import { HealthPage } from './health/health-page';
import { KpiPage } from './kpi/kpi-page';
import { ReportPage } from './report/report-page';
import type { AppPage } from './shared/page';

/** Every page of the app. To add one: a line here, and one in `includes` of src/plugin.json where it is to be in the navigation. */
export const PAGES: readonly AppPage[] = [
  { path: 'catalog', title: () => 'Catalog', Page: CatalogPage },
  { path: 'kpi/:uid/:name', title: ({ name }) => name, Page: KpiPage },
  { path: 'definitions/:uid?', title: () => 'Definitions', Page: DefinitionsPage },
  { path: 'health', title: () => 'Health', Page: HealthPage },
  { path: 'report/:uid?', title: () => 'Postmortem', Page: ReportPage },
];
