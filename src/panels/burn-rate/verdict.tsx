import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { BurnChart } from './model';
import { lastKnown } from './read-burn';
import { budgetWords, costWords, verdictOf } from './words';

export const VERDICT = 22;

export interface VerdictProps {
  readonly chart: BurnChart;
  readonly lines: number;
}

/** The answer in one sentence, for the glance; what it costs after it. */
export function VerdictLine({ chart, lines }: VerdictProps) {
  const styles = useStyles2(getStyles);
  const { tone, sign, text } = verdictOf(chart);
  const budget = budgetWords(chart);
  const cost = costWords(chart);
  const over = (lastKnown(chart.budget?.remaining ?? []) ?? 0) < 0;
  return (
    <div
      className={styles.line}
      style={{ maxHeight: lines * VERDICT - 4, WebkitLineClamp: lines }}
      title={[text, budget, cost].filter(Boolean).join(' · ')}
      data-testid="plumbline-verdict"
    >
      <span className={styles[tone]}>
        <span aria-hidden="true">{sign}</span> {text}
      </span>
      {budget && <span className={over ? styles.over : styles.more}> · {budget}</span>}
      {cost && <span className={styles.more}> · {cost}</span>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const strong = (color: string) => css({ color, fontWeight: theme.typography.fontWeightMedium });
  return {
    line: css({
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      overflow: 'hidden',
      fontSize: 14,
      lineHeight: '18px',
      marginBottom: 4,
      letterSpacing: 0,
      fontVariantNumeric: 'tabular-nums',
    }),
    page: strong(theme.colors.error.text),
    ticket: strong(theme.colors.warning.text),
    unknown: strong(theme.colors.text.primary),
    quiet: strong(theme.colors.text.primary),
    over: css({ color: theme.colors.error.text }),
    more: css({ color: theme.colors.text.secondary }),
  };
};
