import { css } from '@emotion/css';
import {
  onUpdateDatasourceSecureJsonDataOption,
  updateDatasourcePluginResetOption,
  type DataSourcePluginOptionsEditorProps,
  type GrafanaTheme2,
} from '@grafana/data';
import { Alert, Input, SecretInput, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import { Labelled } from '../query-editor/field-row';
import type { PlumblineJsonData, PlumblineSecureJsonData } from '../types';
import { DefinitionsEditor } from './definitions-editor';

type Props = DataSourcePluginOptionsEditorProps<PlumblineJsonData, PlumblineSecureJsonData>;

/** The settings of the data source: its definitions, and how the plugin's process reaches Grafana. */
export function ConfigEditor(props: Props) {
  const { options, onOptionsChange } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const isReadOnly = options.readOnly === true;
  const set = (change: Partial<PlumblineJsonData>) =>
    onOptionsChange({ ...options, jsonData: { ...options.jsonData, ...change } });

  return (
    <div className={styles.sections}>
      {isReadOnly && (
        <Alert severity="info" title="Provisioned from a file">
          These settings are shown as they are provisioned. Change the definitions where they are kept, run{' '}
          <code>plumbline build</code>, and let Grafana read the file again.
        </Alert>
      )}
      <section className={styles.section} aria-labelledby={`${id}-definitions`}>
        <h3 id={`${id}-definitions`}>Definitions</h3>
        <DefinitionsEditor
          text={options.jsonData.definitions ?? ''}
          isReadOnly={isReadOnly}
          onChange={(definitions) => set({ definitions })}
        />
      </section>
      <section className={styles.section} aria-labelledby={`${id}-grafana`}>
        <h3 id={`${id}-grafana`}>Alert rules and public dashboards</h3>
        <p className={styles.hint}>
          Panels ask the stores with the permissions of whoever looks at them. Alert rules and public dashboards have no
          such person: for them this data source asks Grafana with a service account that may read and query data
          sources.
        </p>
        <Labelled
          label="Service account token"
          htmlFor={`${id}-token`}
          hint="not needed where Grafana manages service accounts"
        >
          <SecretInput
            id={`${id}-token`}
            width={60}
            placeholder="glsa_…"
            disabled={isReadOnly}
            isConfigured={options.secureJsonFields?.serviceAccountToken === true}
            value={options.secureJsonData?.serviceAccountToken ?? ''}
            onChange={onUpdateDatasourceSecureJsonDataOption(props, 'serviceAccountToken')}
            onReset={() => updateDatasourcePluginResetOption(props, 'serviceAccountToken')}
          />
        </Labelled>
        <Labelled label="Grafana's address" htmlFor={`${id}-url`} hint="as this plugin's process reaches it">
          <Input
            id={`${id}-url`}
            type="url"
            width={60}
            placeholder="What Grafana tells the plugin"
            disabled={isReadOnly}
            value={options.jsonData.grafanaUrl ?? ''}
            onChange={({ currentTarget: { value } }) => set({ grafanaUrl: value || undefined })}
          />
        </Labelled>
      </section>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sections: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  section: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  hint: css({ color: theme.colors.text.secondary, maxWidth: theme.spacing(100) }),
});
