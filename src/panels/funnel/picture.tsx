import React, { useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2, InterpolateFunction } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Header, planHeader } from '../shared/header';
import { mayHaveLinks } from '../shared/contract-links';
import { LinkMenu } from '../shared/link-menu';
import { getMarkStyles, Mark } from '../shared/mark';
import { Text } from '../shared/text';
import { useMarks } from '../shared/use-marks';
import { useMeasureText } from '../shared/use-measure-text';
import { Box, layoutFunnel, modeOf, noteOf } from './layout';
import { linksOf } from './links';
import { Shapes } from './marks';
import { FunnelModel } from './model';
import { nextMark } from './navigate';
import { FunnelOptions } from './options';
import { reasonFor } from './read-funnel';
import { StepTooltip } from './step-tooltip';
import { comparedRule, describeStep, ruleDetails, ruleOf } from './words';

export interface PictureProps {
  readonly model: FunnelModel;
  readonly options: FunnelOptions;
  readonly width: number;
  readonly height: number;
  /** The data is being asked again; this picture is the last answer. */
  readonly busy: boolean;
  readonly tableId: string;
  readonly replaceVariables: InterpolateFunction;
}

const SCROLLBAR = 10;
const MANY = 20;
/** Texts further than this below or above the part that is scrolled to are not drawn. */
const NEAR = 300;

export function Picture({ model, options, width, height, busy, tableId, replaceVariables }: PictureProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const markStyles = useStyles2(getMarkStyles);
  const id = useId().replace(/[^a-zA-Z0-9]/g, '');
  const [expanded, setExpanded] = useState(false);
  const [scrolled, setScrolled] = useState(0);

  const measure = useMeasureText(theme.typography.fontFamily);
  const { layout, plan, rule } = useMemo(() => {
    const room = {
      model,
      options: { ...options, maxSegments: expanded ? model.groups.length : options.maxSegments },
      width,
      height,
      measure,
    };
    const words = [
      model.groups.length === 1 && model.groups[0].label ? `${model.by.join(' · ')}: ${model.groups[0].label}` : null,
      ruleOf(model),
      options.showComparison ? comparedRule(model) : null,
      noteOf(modeOf(room), room),
    ];
    const text = words.filter(Boolean).join(' · ');
    const head = planHeader(text, model.notices.length, width, height, measure);
    const below = { ...room, width: width - head.width, height: height - head.height };
    const narrower = { ...below, width: below.width - SCROLLBAR };
    // Many marks nearly always scroll: laying them out twice to find out would cost more than ten pixels are worth.
    const draft = layoutFunnel(model.groups.length > MANY ? narrower : below);
    const overflows = draft.height > below.height + 1 && draft.width === below.width;
    return { layout: overflows ? layoutFunnel(narrower) : draft, plan: head, rule: text };
  }, [model, options, expanded, width, height, measure]);

  const linked = useMemo(() => mayHaveLinks(model.frame, model.meta), [model]);
  const labels = useMemo(
    () =>
      layout.marks.map((mark) => {
        const group = model.groups[mark.group];
        const step = group.steps[mark.step];
        return describeStep(model, group, step, mark.unknown ? reasonFor(step, model.notices) : null);
      }),
    [layout, model]
  );
  const stepOf = (mark: number) => {
    const { group, step } = layout.marks[mark];
    return { group: model.groups[group], step: model.groups[group]?.steps[step] };
  };
  const marks = useMarks({
    count: layout.marks.length,
    next: (mark, key) => nextMark(layout, mark, key),
    linksOf: (mark) => linksOf(model, stepOf(mark).step, replaceVariables),
    // At the end of the band.
    beside: (mark, rect) => {
      const { band, hit } = layout.marks[mark];
      return [rect.left + (band ? Math.min(band.x + band.width - hit.x, rect.width - 8) : 8), rect.bottom - 4];
    },
  });
  const { target, menu } = marks;

  const name = model.meta?.displayName ?? model.frame.name ?? 'table';
  const room = height - plan.height;
  const isNear = (box: Box) => box.y < scrolled + room + NEAR && box.y + box.height > scrolled - NEAR;
  const color = model.frame.fields.find((field) => field.name === 'count')?.config.color;
  return (
    <div
      className={styles.figure}
      style={{ width, height }}
      role="figure"
      aria-label={`Funnel “${name}”: ${rule}`}
      aria-describedby={tableId}
      aria-busy={busy}
      data-layout={layout.mode}
    >
      <Header
        plan={plan}
        rule={rule}
        details={ruleDetails(model)}
        pending={(model.meta?.openEntries ?? 0) > 0}
        notices={model.notices}
      />
      <div
        className={styles.scroll}
        style={{ height: room, width: width - plan.width, overflowY: layout.height > room + 1 ? 'auto' : 'hidden' }}
        onScroll={(event) => setScrolled(Math.floor(event.currentTarget.scrollTop / (NEAR / 2)) * (NEAR / 2))}
      >
        <div
          {...marks.container}
          className={styles.content}
          style={{ width: layout.width, height: layout.height }}
          role="group"
          aria-label="Steps"
        >
          <Shapes
            layout={layout}
            hatchId={`hatch-${id}`}
            color={
              color?.mode === 'fixed' && color.fixedColor ? theme.visualization.getColorByName(color.fixedColor) : null
            }
          />
          <div aria-hidden="true">
            {layout.titles.map((title, t) => isNear(title) && <Text key={t} box={title} styles={markStyles} />)}
          </div>
          {layout.marks.map((mark, i) => (
            <Mark
              key={i}
              index={i}
              hit={mark.hit}
              texts={mark.texts}
              label={labels[i]}
              linked={linked}
              current={i === marks.current}
              near={isNear(mark.hit)}
              styles={markStyles}
            />
          ))}
          {layout.more && (
            <button
              type="button"
              className={styles.more}
              style={{ left: layout.more.x, top: layout.more.y, width: layout.more.width, height: layout.more.height }}
              onClick={() => setExpanded(true)}
            >
              and {layout.more.hidden} more
            </button>
          )}
        </div>
      </div>
      {target && !menu && (
        <StepTooltip model={model} {...stepOf(target.mark)} x={target.x} y={target.y} linked={linked} />
      )}
      {menu && <LinkMenu x={menu.x} y={menu.y} links={menu.links} onClose={marks.closeMenu} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ position: 'relative', overflow: 'hidden', margin: 0 }),
  scroll: css({ overflowX: 'hidden', position: 'relative' }),
  content: css({ position: 'relative' }),
  more: css({
    position: 'absolute',
    border: 'none',
    background: 'none',
    color: theme.colors.text.link,
    fontSize: 12,
    textAlign: 'start',
    padding: 0,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
