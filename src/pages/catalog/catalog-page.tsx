import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, Input, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { targetsOf } from '../../datasource/definition-facts';
import { Problems } from '../../datasource/problems';
import { OWN_PLUGIN } from '../../hosts/grafana-http/data-sources';
import { catalogOf, explorePath, searchCatalog, type CatalogEntry } from './catalog';

/** Every KPI that this Grafana knows, by area: who owns it, what it counts in, what it may be split by, what it should reach. */
export function CatalogPage() {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const catalog = useMemo(() => catalogOf(getDataSourceSrv().getList({ pluginId: OWN_PLUGIN })), []);
  const shown = searchCatalog(catalog, search);
  return (
    <div className={styles.page}>
      <Input
        aria-label="Search the catalog"
        placeholder="Search by name, area, owner or segment"
        width={50}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      {catalog.broken.map(({ name, diagnostics }) => (
        <Alert key={name} severity="error" title={`The definitions of ${name} do not load`}>
          <Problems diagnostics={diagnostics} label={`Problems with the definitions of ${name}`} />
        </Alert>
      ))}
      {catalog.areas.length === 0 && catalog.broken.length === 0 && (
        <p>
          No KPI is defined yet. Add a data source of the type Plumbline KPIs and write the first one into its settings.
        </p>
      )}
      {catalog.areas.length > 0 && shown.areas.length === 0 && <p>Nothing in the catalog matches “{search}”.</p>}
      {shown.areas.map(({ area, entries }) => (
        <AreaTable key={area} area={area} entries={entries} />
      ))}
    </div>
  );
}

function AreaTable({ area, entries }: { readonly area: string; readonly entries: readonly CatalogEntry[] }) {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{area}</caption>
      <thead>
        <tr>
          <th scope="col">KPI</th>
          <th scope="col">Owner</th>
          <th scope="col">Unit</th>
          <th scope="col">Segments</th>
          <th scope="col">Target</th>
          <th scope="col">Explore</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const { definition, dataSource } = entry;
          return (
            <tr key={`${dataSource.uid}/${definition.name}`}>
              <th scope="row">
                {definition.displayName}
                <div className={styles.hint}>
                  {definition.description ?? definition.name} · v{definition.version}
                </div>
              </th>
              <td>{definition.owner.team}</td>
              <td>{definition.kind === 'KPI' ? definition.unit : `funnel, ${definition.steps.length} steps`}</td>
              <td>{definition.segments.map(({ displayName, name }) => displayName ?? name).join(', ') || '–'}</td>
              <td>{targetsOf(definition).join('; ') || '–'}</td>
              <td>
                <LinkButton
                  size="sm"
                  variant="secondary"
                  fill="text"
                  icon="compass"
                  href={locationUtil.assureBaseUrl(explorePath(entry))}
                  aria-label={`Explore ${definition.displayName}`}
                >
                  Explore
                </LinkButton>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.75, 2, 0.75, 0),
      textAlign: 'left',
      verticalAlign: 'top',
      fontWeight: theme.typography.fontWeightRegular,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    thead: { color: theme.colors.text.secondary },
  }),
  caption: css({
    captionSide: 'top',
    textAlign: 'left',
    color: theme.colors.text.primary,
    fontSize: theme.typography.h4.fontSize,
  }),
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
