import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { Alert, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { Problems } from '../../datasource/problems';
import type { DefinitionSet, OwnedDefinition } from '../../kpi';
import { explorePath } from '../catalog/catalog';
import { dataSourceOf, type DataSource } from '../shared/data-sources';
import type { PageProps } from '../shared/page';
import { pageHref } from '../shared/paths';
import { useAsked } from '../shared/use-asked';
import { AlertsSection } from './alerts-section';
import { ContractSection } from './contract-section';
import { HistorySection } from './history-section';
import { ObjectivesSection } from './objectives-section';
import { RequestsSection } from './requests-section';
import { VersionsSection } from './versions-section';

/** One KPI or funnel: its contract, what it is now, what it asks, what it promises, and how it came to be so. */
export function KpiPage({ params: { uid, name } }: PageProps) {
  const loaded = useAsked(`${uid}/${name}`, async () => {
    const dataSource = await dataSourceOf(uid);
    return { dataSource, outcome: dataSource.definitions() };
  });
  if (loaded.state === 'waiting') {
    return <p role="status">Reading the definitions …</p>;
  }
  if (loaded.state === 'failed') {
    return <Alert severity="error" title={loaded.reason} />;
  }
  const { dataSource, outcome } = loaded.value;
  if (!outcome.ok) {
    return (
      <Alert severity="error" title={`The definitions of ${dataSource.name} do not load`}>
        <Problems diagnostics={outcome.diagnostics} label="Problems with the definitions" />
        <a href={pageHref('definitions', uid)}>Open the definitions</a>
      </Alert>
    );
  }
  const definition = outcome.value.kpis.get(name) ?? outcome.value.funnels.get(name);
  return definition ? (
    <Contract dataSource={dataSource} definitions={outcome.value} definition={definition} />
  ) : (
    <Alert severity="warning" title={`${dataSource.name} defines no KPI or funnel ${name}`}>
      <a href={pageHref('catalog')}>Open the catalog</a>
    </Alert>
  );
}

export interface ContractProps {
  readonly dataSource: DataSource;
  readonly definitions: DefinitionSet;
  readonly definition: OwnedDefinition;
  /** One now for all that is asked. */
  readonly nowMs: number;
}

function Contract(props: Omit<ContractProps, 'nowMs'>) {
  const { dataSource, definition } = props;
  const styles = useStyles2(getStyles);
  const [nowMs] = useState(() => Math.floor(Date.now() / 1000) * 1000);
  const all = { ...props, nowMs };
  const explore = explorePath({ definition, dataSource: { uid: dataSource.uid, name: dataSource.name } });
  return (
    <div className={styles.page}>
      <div className={styles.links}>
        <LinkButton variant="secondary" icon="compass" href={locationUtil.assureBaseUrl(explore)}>
          Explore
        </LinkButton>
        <LinkButton
          variant="secondary"
          icon="file-alt"
          href={`${pageHref('definitions', dataSource.uid)}?at=${encodeURIComponent(definition.name)}`}
        >
          Definition
        </LinkButton>
        {definition.kind === 'KPI' && (
          <LinkButton
            variant="secondary"
            icon="document-info"
            href={`${pageHref('report', dataSource.uid)}?kpi=${encodeURIComponent(definition.name)}`}
          >
            Incident report
          </LinkButton>
        )}
      </div>
      <ContractSection {...all} />
      <HistorySection {...all} />
      {definition.kind === 'KPI' && definition.objectives.length > 0 && <ObjectivesSection {...all} />}
      {definition.kind === 'KPI' && <AlertsSection {...all} />}
      <VersionsSection {...all} />
      <RequestsSection {...all} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), maxWidth: 1400 }),
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
