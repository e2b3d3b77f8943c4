import { nameOf } from './names';
import React, { useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { InterpolateFunction } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { mayHaveLinks } from '../shared/contract-links';
import { Header, planHeader } from '../shared/header';
import { LinkMenu } from '../shared/link-menu';
import { getMarkStyles, Mark } from '../shared/mark';
import { Text } from '../shared/text';
import type { Box } from '../shared/text-box';
import { useMarks } from '../shared/use-marks';
import { useMeasureText } from '../shared/use-measure-text';
import { describeRow } from './describe';
import { ruleDetails, ruleOf } from './header-words';
import { layoutBudget } from './layout';
import { linksOf } from './links';
import type { BudgetModel } from './model';
import { nextBudget } from './navigate';
import type { BudgetOptions } from './options';
import { RowTooltip } from './row-tooltip';
import { Shapes } from './shapes';

export interface PictureProps {
  /** Its rows in the order in which they are drawn. */
  readonly model: BudgetModel;
  readonly options: BudgetOptions;
  readonly width: number;
  readonly height: number;
  /** The data is being asked again; this picture is the last answer. */
  readonly busy: boolean;
  readonly tableId: string;
  readonly replaceVariables: InterpolateFunction;
}

const SCROLLBAR = 10;
/** Texts further than this below or above the part that is scrolled to are not drawn. */
const NEAR = 300;

export function Picture({ model, options, width, height, busy, tableId, replaceVariables }: PictureProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const markStyles = useStyles2(getMarkStyles);
  const id = useId().replace(/[^a-zA-Z0-9]/g, '');
  const [scrolled, setScrolled] = useState(0);
  const { rows, notices } = model;

  const measure = useMeasureText(theme.typography.fontFamily);
  const { layout, plan, rule } = useMemo(() => {
    const text = ruleOf(rows, options);
    const head = planHeader(text, notices.length, width, height, measure);
    const room = {
      rows,
      options,
      notices,
      measure,
      titled: head.kind === 'text',
      width: width - head.width,
      height: height - head.height,
    };
    const draft = layoutBudget(room);
    const overflows = draft.height > room.height + 1;
    return {
      layout: overflows ? layoutBudget({ ...room, width: Math.max(1, room.width - SCROLLBAR) }) : draft,
      plan: head,
      rule: text,
    };
  }, [rows, notices, options, width, height, measure]);

  const linked = useMemo(() => rows.map(({ frame, meta }) => mayHaveLinks(frame, meta)), [rows]);
  const labels = useMemo(
    () => rows.map((row, index) => describeRow(row, { index, count: rows.length }, options.unit, notices)),
    [rows, notices, options.unit]
  );
  const marks = useMarks({
    count: layout.marks.length,
    next: (mark, key) => nextBudget(layout.marks.length, mark, key),
    linksOf: (mark) => linksOf(rows[layout.marks[mark].row], replaceVariables),
    beside: (_, rect) => [rect.left + Math.min(rect.width / 2, 160), Math.min(rect.bottom - 4, rect.top + 60)],
  });
  const { target, menu } = marks;
  const room = height - plan.height;
  const isNear = (box: Box) => box.y < scrolled + room + NEAR && box.y + box.height > scrolled - NEAR;
  const title = rows.length === 1 ? `Error budget “${nameOf(rows[0])}”` : 'Error budgets';
  return (
    <div
      className={styles.figure}
      style={{ width, height }}
      role="figure"
      aria-label={`${title}: ${rule}`}
      aria-describedby={tableId}
      aria-busy={busy}
      data-layout={layout.mode}
    >
      <Header plan={plan} rule={rule} details={ruleDetails(rows)} notices={notices} />
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
          aria-label="Budgets"
        >
          <Shapes layout={layout} rows={rows} hatchId={`hatch-${id}`} />
          <div aria-hidden="true">
            {layout.heads.map((head, h) => (
              <Text key={h} box={head} styles={markStyles} />
            ))}
          </div>
          {layout.marks.map((mark, i) => (
            <Mark
              key={i}
              index={i}
              hit={mark.hit}
              texts={mark.texts}
              label={labels[mark.row]}
              linked={linked[mark.row]}
              current={i === marks.current}
              near={isNear(mark.hit)}
              styles={markStyles}
            />
          ))}
        </div>
      </div>
      {target && !menu && (
        <RowTooltip
          row={rows[layout.marks[target.mark].row]}
          notices={notices}
          x={target.x}
          y={target.y}
          linked={linked[layout.marks[target.mark].row]}
        />
      )}
      {menu && <LinkMenu x={menu.x} y={menu.y} links={menu.links} onClose={marks.closeMenu} />}
    </div>
  );
}

const getStyles = () => ({
  figure: css({ position: 'relative', overflow: 'hidden', margin: 0 }),
  scroll: css({ overflowX: 'hidden', position: 'relative' }),
  content: css({ position: 'relative' }),
});
