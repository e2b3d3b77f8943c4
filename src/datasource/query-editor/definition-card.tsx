import { css } from '@emotion/css';
import { textUtil, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { AskedDefinition } from '../../kpi';
import { contactUrl, lastChange, targetsOf } from '../definition-facts';

/** What a KPI means and who answers for it, beside the query that asks for it. */
export function DefinitionCard({ definition }: { readonly definition: AskedDefinition }) {
  const styles = useStyles2(getStyles);
  const { owner, description, timeZone, version, runbook, links } = definition;
  const contact = contactUrl(owner.contact);
  const change = lastChange(definition);
  return (
    <section className={styles.card} aria-label={`Definition of ${definition.displayName}`}>
      {description && <p className={styles.description}>{description}</p>}
      <dl className={styles.facts}>
        <Fact name="Owner">
          {owner.team}
          {owner.contact && <> · {contact ? <Outside href={contact}>{owner.contact}</Outside> : owner.contact}</>}
        </Fact>
        <Fact name="Unit">{unitOf(definition)}</Fact>
        <Fact name="Target">{targetsOf(definition).join('; ') || 'none'}</Fact>
        <Fact name="Version">
          {version}
          {change && ` · ${change.date}: ${change.text}`}
        </Fact>
        <Fact name="Time zone">{timeZone}</Fact>
        {(runbook || links.length > 0) && (
          <Fact name="Links">
            {runbook && <Outside href={runbook}>Runbook</Outside>}
            {links.map(({ title, url }) => (
              <React.Fragment key={url}>
                {' '}
                <Outside href={url}>{title}</Outside>
              </React.Fragment>
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
}

const unitOf = (d: AskedDefinition) =>
  d.kind === 'KPI'
    ? d.unit
    : d.kind === 'Funnel'
      ? 'count per step'
      : d.metrics.map(({ displayName, unit }) => `${displayName}: ${unit}`).join(', ');

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

function Outside({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <a className={styles.link} href={textUtil.sanitizeUrl(href)} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    padding: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  description: css({ marginBottom: theme.spacing(1) }),
  facts: css({ display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(3), rowGap: theme.spacing(0.5), margin: 0 }),
  fact: css({ display: 'flex', gap: theme.spacing(0.75), alignItems: 'baseline' }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  value: css({ margin: 0, overflowWrap: 'anywhere' }),
  link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
});
