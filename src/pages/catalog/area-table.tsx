import { css, cx } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { Alert, IconButton, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { targetsOf } from '../../datasource/definition-facts';
import { Line } from '../shared/line';
import { pageHref } from '../shared/paths';
import { Status } from '../shared/status';
import { explorePath, keyOf, kindOf, MOST_KPIS_PER_AREA, type CatalogArea, type CatalogEntry } from './catalog';
import { liveOf, type Answers } from './live';

interface Props {
  readonly area: CatalogArea;
  readonly answers: Answers;
  readonly nowMs: number;
}

/** The KPIs of an area, children under their parents, each with how it is now. */
export function AreaTable({ area: { area, entries, kpis }, answers, nowMs }: Props) {
  const styles = useStyles2(getStyles);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setClosed((before) => {
      const next = new Set(before);
      return next.delete(key) ? next : next.add(key);
    });
  const shown = entries.filter(({ above }) => !above.some((key) => closed.has(key)));
  return (
    <section aria-label={area}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className={styles.caption}>{area}</caption>
          <thead>
            <tr>
              {['KPI', 'Owner', 'What it is', 'Target', 'Now', 'Last 6 h', 'Newest data', 'Explore'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <Row
                key={keyOf(entry)}
                entry={entry}
                answers={answers}
                nowMs={nowMs}
                isClosed={closed.has(keyOf(entry))}
                onToggle={() => toggle(keyOf(entry))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {kpis > MOST_KPIS_PER_AREA && (
        <Alert severity="warning" title={`${area} has ${kpis} KPIs; the guide asks for 3 to ${MOST_KPIS_PER_AREA}`}>
          “Track a small set (3–7) per product area to avoid dilution; prioritize the ones with clear business impact.”
          Give some another area, or make them children that one number sums up.
        </Alert>
      )}
    </section>
  );
}

/** A KPI or funnel has a page; any other kind is shown where it is written. */
function entryHref({ definition, dataSource: { uid } }: CatalogEntry): string {
  return ['KPI', 'Funnel'].includes(definition.kind)
    ? pageHref('kpi', uid, definition.name)
    : `${pageHref('definitions', uid)}?at=${encodeURIComponent(definition.name)}`;
}

interface RowProps {
  readonly entry: CatalogEntry;
  readonly answers: Answers;
  readonly nowMs: number;
  readonly isClosed: boolean;
  readonly onToggle: () => void;
}

function Row({ entry, answers, nowMs, isClosed, onToggle }: RowProps) {
  const styles = useStyles2(getStyles);
  const { definition, depth, hasChildren, feeds } = entry;
  const { status, freshness, series } = liveOf(entry, answers, nowMs);
  const name = definition.displayName;
  return (
    <tr>
      <th scope="row">
        <div className={styles.name} style={{ paddingInlineStart: depth * 24 + (hasChildren ? 0 : 24) }}>
          {hasChildren && (
            <IconButton
              name={isClosed ? 'angle-right' : 'angle-down'}
              aria-label={`${isClosed ? 'Show' : 'Hide'} what feeds ${name}`}
              aria-expanded={!isClosed}
              onClick={onToggle}
            />
          )}
          <div>
            <a className={styles.link} href={entryHref(entry)}>
              {name}
            </a>
            <div className={styles.hint}>
              {definition.description ?? definition.name} · v{definition.version}
              {feeds && ` · feeds ${feeds}`}
            </div>
          </div>
        </div>
      </th>
      <td>{definition.owner.team}</td>
      <td>
        {kindOf(definition)}
        {definition.segments.length > 0 && (
          <div className={styles.hint}>
            by {definition.segments.map(({ displayName, name: segment }) => displayName ?? segment).join(', ')}
          </div>
        )}
      </td>
      <td>{targetsOf(definition).join('; ') || '–'}</td>
      <td>
        <Status status={status} />
      </td>
      <td className={styles.line}>
        {series && <Line {...series} width={110} height={26} label={`${name} over the last six hours`} />}
      </td>
      <td className={cx(styles.nowrap)}>
        <Status status={freshness} />
      </td>
      <td>
        <LinkButton
          size="sm"
          variant="secondary"
          fill="text"
          icon="compass"
          href={locationUtil.assureBaseUrl(explorePath(entry))}
          aria-label={`Explore ${name}`}
        >
          Explore
        </LinkButton>
      </td>
    </tr>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.75, 2, 0.75, 0),
      textAlign: 'start',
      verticalAlign: 'top',
      fontWeight: theme.typography.fontWeightRegular,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    thead: { color: theme.colors.text.secondary },
  }),
  caption: css({
    captionSide: 'top',
    textAlign: 'start',
    color: theme.colors.text.primary,
    fontSize: theme.typography.h4.fontSize,
  }),
  name: css({ display: 'flex', gap: theme.spacing(0.5), alignItems: 'flex-start', minWidth: 220 }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  line: css({ minWidth: 110 }),
  nowrap: css({ whiteSpace: 'nowrap' }),
});
