import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Input, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { Problems } from '../../datasource/problems';
import { dataSourceOf, plumblineSources } from '../shared/data-sources';
import { reasonOf, useAsked } from '../shared/use-asked';
import { AreaTable } from './area-table';
import { catalogOf, searchCatalog, type Catalog } from './catalog';
import { useLive } from './use-live';

/** Every KPI that this Grafana knows, by area: who owns it, what it is, what it should reach, how it is now and how fresh that is. */
export function CatalogPage() {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  // One now for all areas, so that equal questions stay equal.
  const [nowMs, setNowMs] = useState(() => Math.floor(Date.now() / 1000) * 1000);
  const loaded = useAsked('catalog', loadCatalog);
  const { catalog, lost } = loaded.state === 'there' ? loaded.value : { catalog: undefined, lost: [] };
  const shown = useMemo(() => catalog && searchCatalog(catalog, search), [catalog, search]);
  const { answers, asked, answered } = useLive(catalog, nowMs);
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <Input
          aria-label="Search the catalog"
          placeholder="Search by name, area, owner or segment"
          width={50}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Button
          variant="secondary"
          icon="sync"
          disabled={answered < asked}
          onClick={() => setNowMs(Math.floor(Date.now() / 1000) * 1000)}
        >
          Refresh
        </Button>
        <span role="status" className={styles.progress}>
          {!catalog
            ? 'Reading the definitions …'
            : answered < asked
              ? `Asking the stores: ${answered} of ${asked} answered`
              : ''}
        </span>
      </div>
      {loaded.state === 'failed' && <Alert severity="error" title={loaded.reason} />}
      {lost.map(({ name, reason }) => (
        <Alert key={name} severity="error" title={`The data source ${name} could not be loaded`}>
          {reason}
        </Alert>
      ))}
      {catalog?.broken.map(({ name, diagnostics }) => (
        <Alert key={name} severity="error" title={`The definitions of ${name} do not load`}>
          <Problems diagnostics={diagnostics} label={`Problems with the definitions of ${name}`} />
        </Alert>
      ))}
      {catalog && catalog.areas.length === 0 && catalog.broken.length === 0 && (
        <p>
          No KPI is defined yet. Add a data source of the type Plumbline KPIs and write the first one into its settings.
        </p>
      )}
      {catalog && catalog.areas.length > 0 && shown?.areas.length === 0 && (
        <p>Nothing in the catalog matches “{search}”.</p>
      )}
      {shown?.areas.map((area) => (
        <AreaTable key={area.area} area={area} answers={answers} nowMs={nowMs} />
      ))}
    </div>
  );
}

interface Loaded {
  readonly catalog: Catalog;
  /** Data sources that could not be had at all. */
  readonly lost: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
}

async function loadCatalog(): Promise<Loaded> {
  const lost: Array<{ name: string; reason: string }> = [];
  const found = await Promise.all(
    plumblineSources().map(async ({ uid, name }) => {
      try {
        return [{ uid, name, outcome: (await dataSourceOf(uid)).definitions() }];
      } catch (error) {
        lost.push({ name, reason: reasonOf(error) });
        return [];
      }
    })
  );
  return { catalog: catalogOf(found.flat()), lost };
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  progress: css({ color: theme.colors.text.secondary }),
});
