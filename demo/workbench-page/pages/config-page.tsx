/** The data source's real configuration editor on a copy of its settings: one can try, and nothing is saved. */
import {
  DataSourcePluginContextProvider,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourcePluginOptionsEditorProps,
  type DataSourceSettings,
} from '@grafana/data';
import { Alert, Button, Combobox } from '@grafana/ui';
import React, { useEffect, useMemo, useState, type ComponentType } from 'react';
import type { Route } from '../app/navigation';
import { Page } from '../app/page';
import { loadDataSourcePlugin } from '../runtime/data-source-service';
import type { Services } from '../runtime/install';
import { DATA_SOURCE_PLUGIN } from '../runtime/plugin-files';

type Editor = ComponentType<DataSourcePluginOptionsEditorProps>;

export function ConfigPage({ services, route }: { services: Services; route: Route }) {
  const choices = services.dataSources.getList({ type: DATA_SOURCE_PLUGIN.id });
  const [uid, setUid] = useState(route.params.get('ds') ?? choices[0]?.uid);
  const settings = services.dataSources.getInstanceSettings(uid);
  const [Editor, setEditor] = useState<Editor>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    loadDataSourcePlugin(DATA_SOURCE_PLUGIN).then(
      (plugin) => setEditor(() => plugin.components.ConfigEditor as Editor | undefined),
      (failure: Error) => setError(failure.message)
    );
  }, []);
  return (
    <Page
      title="Configuration"
      filters={
        <Combobox
          aria-label="Data source"
          width={30}
          value={uid ?? null}
          options={choices.map((one) => ({ label: one.name, value: one.uid }))}
          onChange={(chosen) => setUid(chosen.value)}
        />
      }
    >
      <Alert
        severity="info"
        title="A copy to try things on: nothing is saved. In Grafana this is the data source's settings page."
      />
      {error && <Alert severity="error" title={error} />}
      {Editor && settings && <Settings key={settings.uid} services={services} settings={settings} Editor={Editor} />}
    </Page>
  );
}

interface SettingsProps {
  readonly services: Services;
  readonly settings: DataSourceInstanceSettings;
  readonly Editor: Editor;
}

function Settings({ services, settings, Editor }: SettingsProps) {
  const [options, setOptions] = useState<DataSourceSettings>(() => toSettings(settings));
  const [health, setHealth] = useState<{ status: 'success' | 'error'; message: string }>();
  const meta = useMemo(() => ({ ...settings }), [settings]);
  const test = async () => {
    setHealth(undefined);
    setHealth(await testOf(await services.dataSources.get(settings.uid)));
  };
  return (
    <DataSourcePluginContextProvider instanceSettings={meta}>
      <Editor options={options} onOptionsChange={setOptions} />
      <div style={{ display: 'flex', gap: 8, margin: '16px 0' }}>
        <Button disabled tooltip="The workbench reads its definitions from files; edit those.">
          Save
        </Button>
        <Button variant="secondary" onClick={test}>
          Test
        </Button>
      </div>
      {health && <Alert severity={health.status} title={health.message} />}
    </DataSourcePluginContextProvider>
  );
}

async function testOf(dataSource: DataSourceApi): Promise<{ status: 'success' | 'error'; message: string }> {
  try {
    const answer = await dataSource.testDatasource();
    return { status: answer.status === 'error' ? 'error' : 'success', message: String(answer.message) };
  } catch (error) {
    return {
      status: 'error',
      message: error instanceof Error ? error.message : String((error as { message?: unknown }).message),
    };
  }
}

function toSettings(settings: DataSourceInstanceSettings): DataSourceSettings {
  return {
    id: settings.id ?? 0,
    uid: settings.uid,
    orgId: 1,
    name: settings.name,
    type: settings.type,
    typeName: settings.meta.name,
    typeLogoUrl: '',
    access: 'proxy',
    url: '',
    user: '',
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    isDefault: settings.isDefault ?? false,
    jsonData: { ...settings.jsonData },
    secureJsonFields: {},
    readOnly: false,
    withCredentials: false,
  };
}
