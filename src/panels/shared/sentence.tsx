import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

export type SentenceKind = 'empty' | 'error' | 'loading' | 'unfit';

export interface SentenceProps {
  readonly kind: SentenceKind;
  readonly text: string;
  /** What to do about it, or more about it. */
  readonly hint?: string;
  readonly width: number;
  readonly height: number;
}

const ICONS = { empty: 'circle', error: 'exclamation-triangle', loading: 'clock-nine', unfit: 'info-circle' } as const;

/** A panel without a picture: one sentence that says why, in the middle. Errors are announced to screen readers. */
export function Sentence({ kind, text, hint, width, height }: SentenceProps) {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={styles.box}
      style={{ width, height }}
      role={kind === 'error' ? 'alert' : 'status'}
      data-testid={`plumbline-${kind}`}
    >
      <div className={styles.inner}>
        {height >= 90 && width >= 160 && (
          <Icon name={ICONS[kind]} size="xl" className={kind === 'error' ? styles.alarm : styles.quiet} />
        )}
        <div className={styles.text} dir="auto" title={text}>
          {text}
        </div>
        {hint && height >= 90 && (
          <div className={styles.hint} dir="auto" title={hint}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', alignItems: 'center', justifyContent: 'center', overflow: 'auto' }),
  inner: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    maxWidth: '60ch',
    maxHeight: '100%',
    padding: theme.spacing(0.5),
    textAlign: 'center',
    overflowWrap: 'anywhere',
  }),
  text: css({ color: theme.colors.text.primary }),
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  quiet: css({ color: theme.colors.text.secondary }),
  alarm: css({ color: theme.colors.error.text }),
});
