import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { BurnSpan } from '../../kpi/results/types';
import { BurnLayout } from './layout';
import { LANE } from './layout/lanes';
import { BurnChart } from './model';
import { spanWords } from './words';

export interface BracketsProps {
  readonly chart: BurnChart;
  readonly brackets: BurnLayout['brackets'];
  readonly linked: boolean;
  readonly onOpen: (span: BurnSpan, at: { x: number; y: number }) => void;
}

/** What a click meets over the drawn brackets. No stops for Tab: the slider's Page keys lead to each, and Enter opens the same menu. */
export function Brackets({ chart, brackets, linked, onOpen }: BracketsProps) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {brackets.map((bracket, i) => {
        const { x, width, y, textX, textWidth, spans } = bracket;
        const left = Math.min(x, textX ?? x);
        const right = Math.max(x + width, textX === null ? 0 : textX + textWidth);
        const words = spans.map((span) => spanWords(chart.meta, span)).join('\n');
        const style = { left, top: y, width: Math.max(8, right - left), height: LANE };
        return linked ? (
          <button
            key={i}
            type="button"
            tabIndex={-1}
            className={styles.bracket}
            style={style}
            title={words}
            aria-label={words}
            aria-haspopup="menu"
            data-bracket={bracket.tone}
            onClick={(event) => onOpen(spans[0], { x: event.clientX, y: event.clientY })}
          />
        ) : (
          <div
            key={i}
            role="img"
            className={styles.bracket}
            style={style}
            title={words}
            aria-label={words}
            data-bracket={bracket.tone}
          />
        );
      })}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bracket: css({
    position: 'absolute',
    padding: 0,
    border: 'none',
    background: 'none',
    '&:hover': { background: theme.colors.action.hover },
  }),
});
