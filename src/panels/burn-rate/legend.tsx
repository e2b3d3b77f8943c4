import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { tonesOf } from '../shared/tones';
import { useMeasureText } from '../shared/use-measure-text';
import { fitLegend, MOST_TEXT, SAMPLE } from './layout/legend';
import { weightOf } from './layout/marks';
import { BurnChart } from './model';
import { BurnOptions } from './options';
import { burnColor } from './shapes';
import { spaced } from './words';

export const LEGEND = 18;

export interface LegendProps {
  readonly chart: BurnChart;
  readonly options: BurnOptions;
  readonly id: string;
  readonly width: number;
}

/** Which line is which window and how it burns at the end of the range; and what the hatchings are. */
export function Legend({ chart, options, id, width }: LegendProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const measure = useMeasureText(theme.typography.fontFamily);
  const color = burnColor(theme);
  const { hatches, windows } = useMemo(
    () => fitLegend(chart, options, width, (text) => measure(text, 11, true)),
    [chart, options, width, measure]
  );
  return (
    <div className={styles.row} aria-hidden="true">
      {hatches.map(({ kind, text }) => (
        <Swatch key={kind + text} fill={`url(#${id}-${kind})`} text={text} stroke={tonesOf(theme).line} />
      ))}
      {windows.map(({ window, text, place }) => {
        const { stroke, opacity } = weightOf(place);
        return (
          <span key={window} className={styles.item}>
            <svg width={SAMPLE} height={8}>
              <path d="M1,4h14" stroke={color} strokeWidth={stroke} strokeOpacity={opacity} strokeLinecap="round" />
            </svg>
            {spaced(window)} <b className={styles.value}>{text}</b>
          </span>
        );
      })}
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
      <bdi className={styles.cut}>{text}</bdi>
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
  cut: css({ maxWidth: MOST_TEXT, overflow: 'hidden', textOverflow: 'ellipsis' }),
  value: css({ color: theme.colors.text.primary, fontWeight: 500 }),
});
