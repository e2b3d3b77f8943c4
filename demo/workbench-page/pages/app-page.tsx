/** The app's own pages from its built module, with the props that Grafana's AppRootPage gives. */
import type { AppPlugin, AppPluginMeta, AppRootProps } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React, { useEffect, useState, type ComponentType } from 'react';
import type { Route } from '../app/navigation';
import { Page } from '../app/page';
import { loadAmdModule } from '../runtime/amd-loader';
import { APP_PLUGIN, fetchPluginMeta } from '../runtime/plugin-files';

interface Loaded {
  readonly Root: ComponentType<AppRootProps>;
  readonly meta: AppPluginMeta;
}

let loading: Promise<Loaded> | undefined;

async function load(): Promise<Loaded> {
  const [exports, meta] = await Promise.all([
    loadAmdModule<{ plugin: AppPlugin }>(APP_PLUGIN.module),
    fetchPluginMeta<AppPluginMeta>(APP_PLUGIN),
  ]);
  return { Root: exports.plugin.root!, meta };
}

export function AppPage({ route: { name, params } }: { readonly route: Route }) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    (loading ??= load()).then(setLoaded, (failure: Error) => setError(failure.message));
  }, []);
  const last = decodeURIComponent(name.split('/').filter(Boolean).pop() ?? '');
  return (
    <Page title={last.charAt(0).toUpperCase() + last.slice(1)}>
      {error && <Alert severity="error" title={error} />}
      {loaded && (
        <loaded.Root
          meta={loaded.meta}
          basename={name}
          path={name}
          query={Object.fromEntries(params)}
          onNavChanged={() => undefined}
        />
      )}
    </Page>
  );
}
