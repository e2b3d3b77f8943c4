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
const BETWEEN = 15;
const MOST_TEXT = 220;
const VERDICTS = ['worse', 'better', 'none', 'waiting', 'unknown'] as const;
/** What goes last where not all fit, since marks say it in words. */
const LAST: readonly string[] = ['waiting', 'unknown', 'none'];

interface Item {
  readonly kind: MarkKind | 'line';
  readonly tint: Tint | 'any';
  readonly text: string;
}

/** What the picture has of kinds and verdicts, and the line; as many as fit. */
export function legendItems(view: DeploysView, series: boolean, width: number, measure: MeasureText): Item[] {
  const tints = new Set(view.events.map((event) => tintOf(view, event)));
  const items: Item[] = [
    ...kindsOf(view.events).map(([kind]): Item => ({ kind, tint: 'any', text: kindWord(kind) })),
    ...VERDICTS.flatMap((tint): Item[] =>
      tints.has(tint) ? [{ kind: 'other', tint, text: VERDICT_WORDS[tint] }] : []
    ),
    ...(series && view.line ? [{ kind: 'line' as const, tint: 'any' as const, text: view.line.displayName }] : []),
  ];
  const size = ({ text }: Item) => SAMPLE + BETWEEN + Math.min(MOST_TEXT, measure(text, 11));
  let room = width;
  const kept = new Set(
    [...items].sort((a, b) => LAST.indexOf(a.tint) - LAST.indexOf(b.tint)).filter((item) => (room -= size(item)) >= 0)
  );
  return items.filter((item) => kept.has(item));
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
              <Glyph kind={kind} tint={tint === 'any' ? 'none' : tint} x={8} y={9} theme={theme} hatch={hatch} />
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
  cut: css({ maxWidth: MOST_TEXT, overflow: 'hidden', textOverflow: 'ellipsis' }),
});
