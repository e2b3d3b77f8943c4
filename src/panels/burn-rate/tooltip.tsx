import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, useTheme2, VizTooltipContainer } from '@grafana/ui';
import { LINKS_HINT } from '../shared/details';
import { weightOf } from './layout/marks';
import { BurnChart } from './model';
import { momentRows, spansAt } from './moment';
import { burnColor } from './shapes';
import { momentOf, spanWords } from './words';

export interface TooltipProps {
  readonly chart: BurnChart;
  readonly row: number;
  /** Deploys near the pointer. */
  readonly events: BurnChart['events'];
  /** Window coordinates. */
  readonly x: number;
  readonly y: number;
  readonly linked: boolean;
}

const MOST_EVENTS = 5;

/** What a hover tells: every window's burn with all digits, the budget, events, money, and what holds. */
export function MomentTooltip({ chart, row, events, x, y, linked }: TooltipProps) {
  const styles = useStyles2(getStyles);
  const color = burnColor(useTheme2());
  const atMs = chart.times[row];
  const spans = spansAt(chart, atMs);
  return (
    <Portal>
      <VizTooltipContainer position={{ x, y }} offset={{ x: 14, y: 14 }} data-testid="plumbline-tooltip">
        <div className={styles.box}>
          <div className={styles.title}>{momentOf(chart, atMs)}</div>
          {spans.map((span, i) => (
            <div key={i} className={styles[span.kind]} dir="auto">
              {spanWords(chart.meta, span)}
            </div>
          ))}
          <dl className={styles.list}>
            {momentRows(chart, row).map(({ term, value, place }) => {
              const weight = place === undefined ? null : weightOf(place);
              return (
                <React.Fragment key={term}>
                  <dt className={styles.quiet}>
                    {weight && (
                      <svg width={16} height={8} className={styles.sample}>
                        <path d="M1,4h14" stroke={color} strokeWidth={weight.stroke} strokeOpacity={weight.opacity} />
                      </svg>
                    )}
                    {term}
                  </dt>
                  <dd className={styles.value}>{value}</dd>
                </React.Fragment>
              );
            })}
          </dl>
          {events.slice(0, MOST_EVENTS).map((event, i) => (
            <div key={i} dir="auto">
              ⚑ deploy {event.label} · {momentOf(chart, event.atMs)}
            </div>
          ))}
          {events.length > MOST_EVENTS && <div>and {events.length - MOST_EVENTS} more events</div>}
          {linked && <div className={styles.quiet}>{LINKS_HINT}</div>}
        </div>
      </VizTooltipContainer>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const mark = (color: string, style: string) =>
    css({ borderInlineStart: `3px ${style} ${color}`, paddingInlineStart: theme.spacing(1), marginTop: 2 });
  return {
    box: css({ maxWidth: 480, fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere' }),
    title: css({ fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
    quiet: css({ color: theme.colors.text.secondary }),
    sample: css({ marginInlineEnd: 6, verticalAlign: 'middle' }),
    page: mark(theme.colors.error.main, 'solid'),
    ticket: mark(theme.colors.warning.main, 'solid'),
    exclusion: mark(theme.colors.text.secondary, 'dotted'),
    gap: mark(theme.colors.text.secondary, 'dashed'),
    suppressed: mark(theme.colors.text.secondary, 'dashed'),
    list: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(80px, auto) auto',
      columnGap: theme.spacing(2),
      margin: theme.spacing(0.5, 0),
      fontVariantNumeric: 'tabular-nums',
      '& dt, & dd': { margin: 0, fontWeight: 'inherit' },
    }),
    value: css({ textAlign: 'end' }),
  };
};
