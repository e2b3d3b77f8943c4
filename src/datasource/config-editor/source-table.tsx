import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { dataSourceFits, expectedTypes } from '../../hosts/browser';
import { OWN_PLUGIN } from '../../hosts/grafana-http/data-sources';
import type { SourceDefinition } from '../../kpi';

interface Resolved {
  readonly isUsable: boolean;
  readonly words: string;
}

/** Which Grafana data source each source of the definitions stands for, and whether it can be asked. */
export function SourceTable({ sources }: { readonly sources: readonly SourceDefinition[] }) {
  const styles = useStyles2(getStyles);
  if (sources.length === 0) {
    return null;
  }
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>What the sources resolve to in this Grafana</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Dialect</th>
          <th scope="col">Data source</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => {
          const { isUsable, words } = resolveSource(source);
          return (
            <tr key={source.name}>
              <th scope="row">{source.name}</th>
              <td>{source.dialect}</td>
              <td>
                <Icon
                  name={isUsable ? 'check' : 'exclamation-triangle'}
                  className={isUsable ? styles.good : styles.bad}
                />{' '}
                {words}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function resolveSource(source: SourceDefinition): Resolved {
  const uid = source.grafana?.uid;
  if (!uid) {
    return { isUsable: false, words: 'Names no data source (grafana.uid); only the command line can ask it.' };
  }
  const settings = getDataSourceSrv().getInstanceSettings({ uid });
  if (!settings || settings.uid !== uid) {
    return { isUsable: false, words: `No data source has the uid ${uid}, or you may not see it.` };
  }
  if (settings.type === OWN_PLUGIN) {
    return { isUsable: false, words: `${settings.name} is Plumbline itself.` };
  }
  if (!dataSourceFits(source, settings.type)) {
    const expected = expectedTypes(source).join(' or ');
    return { isUsable: false, words: `${settings.name} is of the type ${settings.type}; expected ${expected}.` };
  }
  return { isUsable: true, words: `${settings.name} (${settings.type})` };
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: 'auto',
    'th, td': {
      padding: theme.spacing(0.5, 2, 0.5, 0),
      textAlign: 'left',
      fontWeight: theme.typography.fontWeightRegular,
    },
    thead: { color: theme.colors.text.secondary },
  }),
  caption: css({ captionSide: 'top', color: theme.colors.text.secondary, textAlign: 'left' }),
  good: css({ color: theme.colors.success.text }),
  bad: css({ color: theme.colors.warning.text }),
});
