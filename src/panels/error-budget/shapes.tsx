import React from 'react';
import { GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { Hatch } from '../shared/hatch';
import { Tones, tonesOf } from '../shared/tones';
import { Bar } from './bar-shape';
import type { BudgetLayout, Spark } from './layout';
import type { BudgetRow } from './model';
import { Ring } from './ring-shape';
import { Sign } from './sign';
import { colorOf } from './tones';

export interface ShapesProps {
  readonly layout: BudgetLayout;
  readonly rows: readonly BudgetRow[];
  readonly hatchId: string;
}

/** Rings, bars, signs and burn-downs. Decoration for the eye: everything is said again in words. */
export const Shapes = React.memo(function Shapes({ layout, rows, hatchId }: ShapesProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', insetBlockStart: 0, left: 0 }}
    >
      <defs>
        <Hatch id={hatchId} color={tones.hatch} />
      </defs>
      {layout.mode === 'list' &&
        layout.marks.map((mark) => <Rule key={mark.row} y={mark.hit.y} layout={layout} theme={theme} />)}
      {layout.marks.map(({ row: index, gauge, sign, tickSign, spark }) => {
        const row = rows[index];
        const props = { gauge, row, tones, color: colorOf(theme, row), hatch: `url(#${hatchId})` };
        return (
          <g key={index}>
            {gauge?.shape.kind === 'ring' && <Ring {...props} gauge={gauge} shape={gauge.shape} />}
            {gauge?.shape.kind === 'bar' && <Bar {...props} gauge={gauge} shape={gauge.shape} />}
            {spark && <BurnDown spark={spark} tones={tones} color={props.color} />}
            {tickSign && (
              <rect
                x={tickSign.x + tickSign.width / 2 - 1.25}
                y={tickSign.y}
                width={2.5}
                height={tickSign.height}
                fill={tones.text}
              />
            )}
            {sign && row.state && <Sign state={row.state} box={sign} tones={tones} />}
          </g>
        );
      })}
    </svg>
  );
});

function Rule({ y, layout, theme }: { y: number; layout: BudgetLayout; theme: GrafanaTheme2 }) {
  return <line x1={0} x2={layout.width} y1={y - 0.5} y2={y - 0.5} stroke={theme.colors.border.weak} />;
}

const round = (px: number) => Math.round(px * 100) / 100;

function BurnDown({ spark, tones, color }: { spark: Spark; tones: Tones; color: string }) {
  return (
    <g data-testid="plumbline-spark">
      <line x1={spark.x} x2={spark.x + spark.width} y1={spark.zero} y2={spark.zero} stroke={tones.line} />
      {spark.lines.map((line, l) =>
        line.length === 1 ? (
          <circle key={l} cx={line[0][0]} cy={line[0][1]} r={1.2} fill={color} />
        ) : (
          <polyline
            key={l}
            points={line.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}
            fill="none"
            stroke={color}
            strokeWidth={1.5}
          />
        )
      )}
    </g>
  );
}
