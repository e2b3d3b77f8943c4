import type { AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import React from 'react';
import { PAGES } from './routes';
import type { AppPage } from './shared/page';
import { APP_ROOT, matchPath, pageHref, type PathParams } from './shared/paths';

/** The app: the page that Grafana's address names. Grafana hands the address on at every change, so no router is needed (decision 36). */
export function App({ path, query }: Pick<AppRootProps, 'path' | 'query'>) {
  const { page, params } = pageAt(path);
  if (!page) {
    return (
      <PluginPage pageNav={{ text: 'Not found' }}>
        <Alert severity="warning" title={`Plumbline has no page at ${path}`}>
          <a href={pageHref('catalog')}>Open the catalog</a>
        </Alert>
      </PluginPage>
    );
  }
  const { Page, title } = page;
  return (
    <PluginPage pageNav={{ text: title(params) }}>
      {/* Another address of the same page begins anew: nothing of one KPI is shown on another's page. */}
      <Page key={path} params={params} query={query} />
    </PluginPage>
  );
}

function pageAt(path: string): { readonly page?: AppPage; readonly params: PathParams } {
  const wanted = path.replace(/\/+$/, '') === APP_ROOT ? `${APP_ROOT}/catalog` : path;
  for (const page of PAGES) {
    const params = matchPath(page.path, wanted);
    if (params) {
      return { page, params };
    }
  }
  return { params: {} };
}
