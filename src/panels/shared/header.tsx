import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2, QueryResultMetaNotice } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { isolate } from './isolate';
import { MeasureText } from './measure-text';

export interface HeaderPlan {
  /** `text`: lines over the picture; no room: small icons carry the words, in a `row` on top or a `corner` at the right. */
  readonly kind: 'text' | 'corner' | 'row';
  readonly ruleLines: number;
  readonly noticeLines: number;
  /** Room taken from the top, or in `corner` from the right. */
  readonly height: number;
  readonly width: number;
}

export const HEADER_LINE = 18;

/** How the rule and the notices fit. Pure. */
export function planHeader(
  rule: string,
  notices: number,
  width: number,
  height: number,
  measure: MeasureText
): HeaderPlan {
  if (width < 200 && height >= 110) {
    return { kind: 'row', ruleLines: 0, noticeLines: 0, height: HEADER_LINE, width: 0 };
  }
  if (width < 200 || height < 110) {
    return { kind: 'corner', ruleLines: 0, noticeLines: 0, height: 0, width: Math.min(20, width) };
  }
  const ruleLines =
    measure(rule, 12) <= width || height < 260 ? 1 : measure(rule, 12) <= width * 1.9 || height < 300 ? 2 : 3;
  const noticeLines = notices > 0 ? 1 : 0;
  return { kind: 'text', ruleLines, noticeLines, height: (ruleLines + noticeLines) * HEADER_LINE + 6, width: 0 };
}

export interface HeaderProps {
  readonly plan: HeaderPlan;
  readonly rule: string;
  readonly details: readonly string[];
  /** An hourglass before the rule: these numbers may still change. */
  readonly pending?: boolean;
  readonly notices: readonly QueryResultMetaNotice[];
}

const ICONS = { info: 'info-circle', warning: 'exclamation-triangle', error: 'exclamation-circle' } as const;
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What is counted, and what to doubt about it. */
export function Header({ plan, rule, details, pending, notices }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const sorted = [...notices].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const [first, ...others] = sorted;
  const all = sorted.map((notice) => `${notice.severity}: ${notice.text}`).join('\n');
  const whole = [rule, ...details].join('\n');
  if (plan.kind !== 'text') {
    return (
      <div className={plan.kind === 'row' ? styles.row : styles.corner} style={{ width: plan.width || undefined }}>
        <span title={whole} role="img" aria-label={whole} className={styles.quiet}>
          <Icon name={pending ? 'hourglass' : 'info-circle'} size="sm" aria-hidden />
        </span>
        {first && (
          <span title={all} role="img" aria-label={all} className={styles[first.severity]}>
            <Icon name={ICONS[first.severity]} size="sm" aria-hidden />
          </span>
        )}
      </div>
    );
  }
  return (
    <div className={styles.header} style={{ height: plan.height }}>
      <div
        className={styles.rule}
        title={whole}
        style={{ maxHeight: plan.ruleLines * HEADER_LINE, WebkitLineClamp: plan.ruleLines }}
      >
        {pending && <Icon name="hourglass" size="xs" className={styles.inline} aria-hidden />}
        {rule}
      </div>
      {first && (
        <div className={styles.notice} role="note" title={all}>
          <Icon name={ICONS[first.severity]} size="sm" className={styles[first.severity]} aria-hidden />
          <span className={styles.noticeText} dir="auto">
            {first.text}
          </span>
          {others.length > 0 && <span className={styles.quiet}>{isolate(`and ${others.length} more`)}</span>}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ fontSize: 12, overflow: 'hidden' }),
  rule: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    lineHeight: `${HEADER_LINE}px`,
    color: theme.colors.text.secondary,
    letterSpacing: 0,
  }),
  inline: css({ marginInlineEnd: 4, verticalAlign: 'text-bottom' }),
  notice: css({
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    height: HEADER_LINE,
    lineHeight: `${HEADER_LINE}px`,
    letterSpacing: 0,
  }),
  noticeText: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 }),
  corner: css({
    position: 'absolute',
    top: 0,
    right: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: 2,
  }),
  row: css({ display: 'flex', gap: 6, height: HEADER_LINE, alignItems: 'center' }),
  quiet: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  info: css({ color: theme.colors.info.text, flexShrink: 0 }),
  warning: css({ color: theme.colors.warning.text, flexShrink: 0 }),
  error: css({ color: theme.colors.error.text, flexShrink: 0 }),
});
