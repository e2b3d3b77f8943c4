import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import { changeInPoints, relativeChange } from '../../kpi/results/shares';
import { fullNumber, NBSP, shortDuration } from '../shared/format-number';
import { FunnelGroup, FunnelModel, FunnelStep } from './model';
import { reasonFor } from './read-funnel';
import { lossOf, pointsChange } from './words';

export interface TooltipTarget {
  readonly group: number;
  readonly step: number;
  /** Window coordinates. */
  readonly x: number;
  readonly y: number;
}

export interface StepTooltipProps {
  readonly model: FunnelModel;
  readonly target: TooltipTarget;
  readonly linked: boolean;
}

/** What a hover tells: all digits, medians, contributions and changes of one step. */
export function StepTooltip({ model, target, linked }: StepTooltipProps) {
  const styles = useStyles2(getStyles);
  const group = model.groups[target.group];
  const step = group?.steps[target.step];
  if (!group || !step) {
    return null;
  }
  return (
    <Portal>
      <VizTooltipContainer
        position={{ x: target.x, y: target.y }}
        offset={{ x: 12, y: 12 }}
        data-testid="plumbline-tooltip"
      >
        <div className={styles.box}>
          <div className={styles.title} dir="auto">
            {step.name}
          </div>
          {group.label && (
            <div className={styles.quiet} dir="auto">
              {group.label}
            </div>
          )}
          <dl className={styles.list}>
            {tooltipRows(model, group, step).map(([term, value]) => (
              <React.Fragment key={term}>
                <dt className={styles.quiet}>{term}</dt>
                <dd className={styles.value}>{value}</dd>
              </React.Fragment>
            ))}
          </dl>
          {step.count === null && <div className={styles.reason}>{reasonFor(step, model.notices)}</div>}
          {step.index === group.worst && (
            <div className={styles.worst}>▼ worst drop: most are lost before this step</div>
          )}
          {linked && <div className={styles.quiet}>Click or press Enter for links</div>}
        </div>
      </VizTooltipContainer>
    </Portal>
  );
}

/** Term and value, only those that are known or whose absence matters. */
export function tooltipRows(model: FunnelModel, group: FunnelGroup, step: FunnelStep): Array<[string, string]> {
  const { words } = model;
  const rows: Array<[string, string]> = [['count', words.fullCount(step.count)]];
  const first = group.steps[0];
  const previous = group.steps[step.index - 1];
  if (previous) {
    rows.push(
      ['of first', `${words.fullShare(step.fromFirst)} of ${words.fullCount(first.count)}`],
      ['of previous', `${words.fullShare(step.fromPrevious)} of ${words.fullCount(previous.count)}`]
    );
    const loss = lossOf(model, step, true);
    if (loss) {
      rows.push([step.lost! < 0 ? 'grew' : 'lost', loss]);
    }
  }
  if (step.medianSeconds !== null) {
    rows.push([model.medianTitle, `${shortDuration(step.medianSeconds)} (${fullNumber(step.medianSeconds)}${NBSP}s)`]);
  }
  if (step.contribution !== null) {
    rows.push(['share of this step over all segments', words.fullShare(step.contribution)]);
  }
  const { before } = step;
  if (before) {
    const more = relativeChange(step.count, before.count);
    const first = pointsChange(changeInPoints(step.fromFirst, before.fromFirst));
    const last = pointsChange(changeInPoints(step.fromPrevious, before.fromPrevious));
    const sign = more !== null && more > 0 ? '+' : '';
    rows.push([
      'count before',
      words.fullCount(before.count) + (more === null ? '' : ` (${sign}${words.share(more)})`),
    ]);
    if (step.index > 0) {
      rows.push(
        ['of first before', words.fullShare(before.fromFirst) + (first ? ` (${first.text})` : '')],
        ['of previous before', words.fullShare(before.fromPrevious) + (last ? ` (${last.text})` : '')]
      );
    }
  }
  return rows;
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ maxWidth: 520, fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere' }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ color: theme.colors.text.secondary }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, auto) auto',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0),
    fontVariantNumeric: 'tabular-nums',
    '& dt, & dd': { margin: 0, fontWeight: 'inherit' },
  }),
  value: css({ textAlign: 'end' }),
  reason: css({ borderInlineStart: `3px solid ${theme.colors.text.secondary}`, paddingInlineStart: theme.spacing(1) }),
  worst: css({ color: theme.colors.warning.text }),
});
