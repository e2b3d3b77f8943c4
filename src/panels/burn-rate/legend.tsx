import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { tonesOf } from '../shared/tones';
import { weightOf } from './layout/marks';
import { BurnChart } from './model';
import { BurnOptions } from './options';
import { burnColor } from './shapes';
import { spaced, times } from './words';

export const LEGEND = 18;

export interface LegendProps {
  readonly chart: BurnChart;
  readonly options: BurnOptions;
  readonly id: string;
}

/** Which line is which window and how it burns at the end of the range; and what the hatchings are. */
export function Legend({ chart, options, id }: LegendProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const color = burnColor(theme);
  const last = Math.max(1, chart.lines.length - 1);
  const row = chart.times.length - 1;
  const hatched = [...new Set(chart.spans.filter(({ kind }) => kind === 'exclusion').map(({ label }) => label))];
  const gap = chart.spans.some(({ kind }) => kind === 'gap');
  return (
    <div className={styles.row} aria-hidden="true">
      {chart.lines.map(({ window, values }, i) => {
        const { stroke, opacity } = weightOf(chart.lines.length === 1 ? 1 : i / last);
        const value = values[row] ?? null;
        return options.windows.length > 0 && !options.windows.includes(window) ? null : (
          <span key={window} className={styles.item}>
            <svg width={16} height={8}>
              <path d="M1,4h14" stroke={color} strokeWidth={stroke} strokeOpacity={opacity} strokeLinecap="round" />
            </svg>
            {spaced(window)} <b className={styles.value}>{value === null ? '?' : times(value)}</b>
          </span>
        );
      })}
      {gap && <Swatch fill={`url(#${id}-gap)`} text="no data" stroke={tonesOf(theme).line} />}
      {hatched.map((label) => (
        <Swatch key={label} fill={`url(#${id}-excluded)`} text={label} stroke={tonesOf(theme).line} />
      ))}
    </div>
  );
}

function Swatch({ fill, text, stroke }: { readonly fill: string; readonly text: string; readonly stroke: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.item}>
      <svg width={16} height={10}>
        <rect x={0.5} y={0.5} width={15} height={9} fill={fill} stroke={stroke} />
      </svg>
      <bdi>{text}</bdi>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: 12,
    height: LEGEND,
    overflow: 'hidden',
    fontSize: 11,
    lineHeight: `${LEGEND}px`,
    letterSpacing: 0,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  item: css({ display: 'inline-flex', alignItems: 'center', gap: 4, whiteSpace: 'nowrap' }),
  value: css({ color: theme.colors.text.primary, fontWeight: 500 }),
});
