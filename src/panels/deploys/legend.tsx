import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Hatch } from '../shared/hatch';
import type { MeasureText } from '../shared/measure-text';
import { segmentColor, tonesOf } from '../shared/tones';
import { VERDICT_WORDS } from './effect-words';
import { Glyph } from './glyph';
import { kindsOf, kindWord } from './kinds';
import type { Tint } from './layout';
import { tintOf } from './layout/tint';
import type { DeploysView, MarkKind } from './model';

export const LEGEND = 18;

const SAMPLE = 18;
const BETWEEN = 14;
const VERDICTS = ['worse', 'better', 'none', 'waiting', 'unknown'] as const;

interface Item {
  readonly kind: MarkKind | 'line';
  readonly tint: Tint;
  readonly text: string;
}

/** What the picture has of kinds and verdicts, and the line; as many as fit, the first first. */
export function legendItems(view: DeploysView, series: boolean, width: number, measure: MeasureText): Item[] {
  const tints = new Set(view.events.map((event) => tintOf(view, event)));
  const items: Item[] = [
    ...kindsOf(view.events).map(([kind]): Item => ({
      kind,
      tint: view.chosen ? 'none' : 'plain',
      text: kindWord(kind),
    })),
    ...VERDICTS.flatMap((tint): Item[] =>
      tints.has(tint) ? [{ kind: 'deploy', tint, text: VERDICT_WORDS[tint] }] : []
    ),
    ...(series && view.line ? [{ kind: 'line' as const, tint: 'plain' as const, text: view.line.displayName }] : []),
  ];
  let room = width;
  return items.filter(({ text }) => {
    room -= SAMPLE + BETWEEN + Math.min(220, measure(text, 11));
    return room >= 0;
  });
}

export interface LegendProps {
  readonly view: DeploysView;
  readonly series: boolean;
  readonly width: number;
  readonly measure: MeasureText;
  readonly id: string;
}

export function Legend({ view, series, width, measure, id }: LegendProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const items = useMemo(() => legendItems(view, series, width, measure), [view, series, width, measure]);
  const hatch = `url(#${id}-legend)`;
  return (
    <div className={styles.row} aria-hidden="true">
      <svg width={0} height={0} style={{ position: 'absolute' }}>
        <defs>
          <Hatch id={`${id}-legend`} color={tonesOf(theme).hatch} />
        </defs>
      </svg>
      {items.map(({ kind, tint, text }) => (
        <span key={`${kind} ${tint}`} className={styles.item}>
          <svg width={SAMPLE} height={16}>
            {kind === 'line' ? (
              <path
                d="M1,10l5,-4l5,3l6,-4"
                fill="none"
                stroke={segmentColor(theme, 0)}
                strokeOpacity={0.7}
                strokeWidth={1.5}
              />
            ) : (
              <Glyph kind={kind} tint={tint} x={8} y={9} theme={theme} hatch={hatch} />
            )}
          </svg>
          <bdi className={styles.cut}>{text}</bdi>
        </span>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    columnGap: 12,
    height: LEGEND,
    overflow: 'hidden',
    fontSize: 11,
    lineHeight: `${LEGEND}px`,
    letterSpacing: 0,
    color: theme.colors.text.secondary,
  }),
  item: css({ display: 'inline-flex', alignItems: 'center', gap: 3, whiteSpace: 'nowrap' }),
  cut: css({ maxWidth: 220, overflow: 'hidden', textOverflow: 'ellipsis' }),
});
