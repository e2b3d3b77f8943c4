import React, { useCallback, useId, useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2, InterpolateFunction } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { LinkMenu, MenuLink } from '../shared/link-menu';
import { useMeasureText } from '../shared/use-measure-text';
import { Header, planHeader } from './header';
import { layoutFunnel } from './layout';
import { linksOf, mayHaveLinks } from './links';
import { Shapes, Step, Text } from './marks';
import { FunnelModel } from './model';
import { nextMark } from './navigate';
import { FunnelOptions } from './options';
import { reasonFor } from './read-funnel';
import { StepTooltip, TooltipTarget } from './step-tooltip';
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

export function Picture({ model, options, width, height, busy, tableId, replaceVariables }: PictureProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const id = useId().replace(/[^a-zA-Z0-9]/g, '');
  const steps = useRef<HTMLDivElement>(null);
  const [expanded, setExpanded] = useState(false);
  const [current, setCurrent] = useState(0);
  const [target, setTarget] = useState<TooltipTarget | null>(null);
  const [menu, setMenu] = useState<{ x: number; y: number; links: MenuLink[]; mark: number } | null>(null);

  const measure = useMeasureText(theme.typography.fontFamily);
  const { layout, plan, rule } = useMemo(() => {
    const maxSegments = expanded ? model.groups.length : options.maxSegments;
    const lay = (roomWidth: number, roomHeight: number) =>
      layoutFunnel({ model, options: { ...options, maxSegments }, width: roomWidth, height: roomHeight, measure });
    const words = (scaleNote: string | null) =>
      [
        model.groups.length === 1 && model.groups[0].label ? `${model.by.join(' · ')}: ${model.groups[0].label}` : null,
        ruleOf(model),
        options.showComparison ? comparedRule(model) : null,
        scaleNote,
      ]
        .filter(Boolean)
        .join(' · ');
    // What the scale is depends on the layout, whose room depends on the header: one draft settles it.
    const draft = lay(width, height);
    const text = words(draft.scaleNote);
    const head = planHeader(text, model.notices.length, width, height, measure);
    const room = { width: width - head.width, height: height - head.height };
    let final = lay(room.width, room.height);
    if (final.height > room.height + 1) {
      final = lay(room.width - SCROLLBAR, room.height);
    }
    return { layout: final, plan: head, rule: final.scaleNote === draft.scaleNote ? text : words(final.scaleNote) };
  }, [model, options, expanded, width, height, measure]);

  const linked = useMemo(() => mayHaveLinks(model), [model]);
  const labels = useMemo(
    () =>
      layout.marks.map((mark) => {
        const group = model.groups[mark.group];
        const step = group.steps[mark.step];
        return describeStep(model, group, step, mark.unknown ? reasonFor(step, model.notices) : null);
      }),
    [layout, model]
  );
  const focused = Math.min(current, layout.marks.length - 1);

  const markOf = (event: React.SyntheticEvent): number | null => {
    const element = (event.target as Element).closest?.('[data-mark]');
    return element ? Number(element.getAttribute('data-mark')) : null;
  };
  const elementOf = (mark: number) => steps.current?.querySelector<HTMLElement>(`[data-mark="${mark}"]`) ?? null;
  const tell = useCallback(
    (mark: number, x: number, y: number) => {
      const { group, step } = layout.marks[mark];
      setTarget({ group, step, x, y });
    },
    [layout]
  );
  const openMenu = (mark: number, x: number, y: number) => {
    const { group, step } = layout.marks[mark];
    const links = linksOf(model, model.groups[group].steps[step], replaceVariables);
    if (links.length > 0) {
      setTarget(null);
      setMenu({ x, y, links, mark });
    }
  };
  const besideBand = (mark: number): [number, number] => {
    const rect = elementOf(mark)?.getBoundingClientRect();
    const { band, hit } = layout.marks[mark];
    return rect
      ? [rect.left + (band ? Math.min(band.x + band.width - hit.x, rect.width - 8) : 8), rect.bottom - 4]
      : [0, 0];
  };

  const onPointer = (event: React.MouseEvent) => {
    const mark = markOf(event);
    if (mark === null || menu) {
      setTarget(null);
    } else {
      tell(mark, event.clientX, event.clientY);
    }
  };
  const onClick = (event: React.MouseEvent) => {
    const mark = markOf(event);
    if (mark !== null) {
      setCurrent(mark);
      openMenu(mark, event.clientX, event.clientY);
    }
  };
  const onFocus = (event: React.FocusEvent) => {
    const mark = markOf(event);
    if (mark !== null) {
      setCurrent(mark);
      // A click focuses too, and then the pointer already tells.
      if (isFocusVisible(event.target)) {
        tell(mark, ...besideBand(mark));
      }
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const mark = markOf(event);
    if (mark === null) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      openMenu(mark, ...besideBand(mark));
    } else if (event.key === 'Escape') {
      // Only swallowed while there is something to close: Grafana leaves a full-screen panel with it.
      if (target) {
        event.stopPropagation();
        setTarget(null);
      }
    } else {
      const next = nextMark(layout, mark, event.key);
      if (next !== null) {
        event.preventDefault();
        setCurrent(next);
        const element = elementOf(next);
        element?.focus();
        element?.scrollIntoView?.({ block: 'nearest' });
      }
    }
  };
  const closeMenu = () => {
    const mark = menu?.mark;
    setMenu(null);
    if (mark !== undefined) {
      elementOf(mark)?.focus();
    }
  };

  const name = model.meta?.displayName ?? model.frame.name ?? 'table';
  const color = model.frame.fields.find((field) => field.name === 'count')?.config.color;
  const overflows = layout.height > height - plan.height + 1;
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
        notMature={(model.meta?.openEntries ?? 0) > 0}
        notices={model.notices}
      />
      <div
        className={styles.scroll}
        style={{ height: height - plan.height, width: width - plan.width, overflowY: overflows ? 'auto' : 'hidden' }}
      >
        <div
          ref={steps}
          className={styles.content}
          style={{ width: layout.width, height: layout.height }}
          role="group"
          aria-label="Steps"
          onMouseMove={onPointer}
          onMouseLeave={() => setTarget(null)}
          onClick={onClick}
          onFocus={onFocus}
          onBlur={() => setTarget(null)}
          onKeyDown={onKeyDown}
        >
          <Shapes
            layout={layout}
            hatchId={`hatch-${id}`}
            color={
              color?.mode === 'fixed' && color.fixedColor ? theme.visualization.getColorByName(color.fixedColor) : null
            }
          />
          <div aria-hidden="true">
            {layout.titles.map((title, t) => (
              <Text key={t} box={title} origin={ORIGIN} />
            ))}
          </div>
          {layout.marks.map((mark, i) => (
            <Step key={i} index={i} mark={mark} label={labels[i]} linked={linked} current={i === focused} />
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
      {target && !menu && <StepTooltip model={model} target={target} linked={linked} />}
      {menu && <LinkMenu x={menu.x} y={menu.y} links={menu.links} onClose={closeMenu} />}
    </div>
  );
}

const ORIGIN = { x: 0, y: 0 };

function isFocusVisible(element: Element): boolean {
  try {
    return element.matches(':focus-visible');
  } catch {
    return true;
  }
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
