import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';

export interface DetailsProps {
  /** Window coordinates of what is told about. */
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly subtitle?: string;
  /** Term and value. */
  readonly rows: ReadonlyArray<readonly [string, string]>;
  /** Why something is missing. */
  readonly reason?: string;
  /** What to look at, in amber. */
  readonly alarm?: string;
  readonly notes?: readonly string[];
}

/** Where Enter opens a menu. */
export const LINKS_HINT = 'Click or press Enter for links';

/** What a hover or a focus tells: all digits. */
export function Details({ x, y, title, subtitle, rows, reason, alarm, notes = [] }: DetailsProps) {
  const styles = useStyles2(getStyles);
  return (
    <Portal>
      <VizTooltipContainer position={{ x, y }} offset={{ x: 12, y: 12 }} data-testid="plumbline-tooltip">
        <div className={styles.box}>
          <div className={styles.title} dir="auto">
            {title}
          </div>
          {subtitle && (
            <div className={styles.quiet} dir="auto">
              {subtitle}
            </div>
          )}
          <dl className={styles.list}>
            {rows.map(([term, value]) => (
              <React.Fragment key={term}>
                <dt className={styles.quiet}>{term}</dt>
                <dd className={styles.value}>{value}</dd>
              </React.Fragment>
            ))}
          </dl>
          {reason && <div className={styles.reason}>{reason}</div>}
          {alarm && <div className={styles.alarm}>{alarm}</div>}
          {notes.map((note) => (
            <div key={note} className={styles.quiet}>
              {note}
            </div>
          ))}
        </div>
      </VizTooltipContainer>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ maxWidth: 520, fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere' }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ color: theme.colors.text.secondary }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, auto) auto',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0),
    fontVariantNumeric: 'tabular-nums',
    '& dt, & dd': { margin: 0, fontWeight: 'inherit' },
  }),
  value: css({ textAlign: 'end' }),
  reason: css({ borderInlineStart: `3px solid ${theme.colors.text.secondary}`, paddingInlineStart: theme.spacing(1) }),
  alarm: css({ color: theme.colors.warning.text }),
});
