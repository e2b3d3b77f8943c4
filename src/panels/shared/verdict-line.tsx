import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

export const VERDICT = 22;

export interface VerdictLineProps {
  /** `red`: act now. `amber`: soon. */
  readonly tone: 'red' | 'amber' | 'plain';
  /** A shape that says it without the colour. */
  readonly sign: string;
  readonly text: string;
  /** What follows it, after a dot each. */
  readonly more: ReadonlyArray<{ readonly text: string; readonly red?: boolean }>;
  readonly lines: number;
}

/** The answer in one sentence, for the glance. */
export function VerdictLine({ tone, sign, text, more, lines }: VerdictLineProps) {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={styles.line}
      style={{ maxHeight: lines * VERDICT - 4, WebkitLineClamp: lines }}
      title={[text, ...more.map((one) => one.text)].join(' · ')}
      data-testid="plumbline-verdict"
    >
      <span className={styles[tone]}>
        <span aria-hidden="true">{sign}</span> {text}
      </span>
      {more.map((one, i) => (
        <span key={i} className={one.red ? styles.over : styles.more}>
          {' '}
          · {one.text}
        </span>
      ))}
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
    red: strong(theme.colors.error.text),
    amber: strong(theme.colors.warning.text),
    plain: strong(theme.colors.text.primary),
    over: css({ color: theme.colors.error.text }),
    more: css({ color: theme.colors.text.secondary }),
  };
};
