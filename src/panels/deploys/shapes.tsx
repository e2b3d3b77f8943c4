import React from 'react';
import { useTheme2 } from '@grafana/ui';
import { Hatch } from '../shared/hatch';
import type { Tone } from '../shared/text-box';
import { segmentColor, Tones, tonesOf } from '../shared/tones';
import { Words } from '../shared/words-svg';
import { Glyph, tintColor } from './glyph';
import type { DeployMark, LanesLayout, Word } from './layout';

export interface ShapesProps {
  readonly layout: LanesLayout;
  readonly id: string;
  /** Id of the event that the dashboard's variable names; empty: none. */
  readonly chosen: string;
}

/** Everything that does not follow the pointer. Decoration for the eye: the marks and the table say it again. */
export const Shapes = React.memo(function Shapes({ layout, id, chosen }: ShapesProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const { plot, lanes, line, held, marks } = layout;
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  const quiet = segmentColor(theme, 0);
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', top: 0, left: 0 }}
    >
      <defs>
        <Hatch id={`${id}-unknown`} color={tones.hatch} />
        <Hatch id={`${id}-page`} color={tones.red} />
        <Hatch id={`${id}-ticket`} color={tones.amber} />
        <clipPath id={`${id}-plot`}>
          <rect {...plot} />
        </clipPath>
      </defs>
      {held.map(({ severity, x, y, width, height }, i) => {
        const box = { x, y, width, height };
        return (
          <g key={i} data-testid={`plumbline-${severity}`}>
            <rect {...box} fill={severity === 'page' ? tones.red : tones.amber} fillOpacity={0.1} />
            <rect {...box} fill={`url(#${id}-${severity})`} fillOpacity={severity === 'page' ? 0.28 : 0.22} />
          </g>
        );
      })}
      {layout.times.map(({ x, text, atMs }) => (
        <g key={atMs}>
          <line x1={x} x2={x} y1={plot.y} y2={bottom} stroke={tones.faint} />
          {layout.axisY !== null && x > plot.x + 14 && x < right - 14 && (
            <Words x={x} y={layout.axisY} anchor="middle" fill={tones.quiet}>
              {text}
            </Words>
          )}
        </g>
      ))}
      {[...lanes.map(({ y }) => y), bottom].map((y, i) => (
        <line key={i} x1={plot.x} x2={right} y1={y} y2={y} stroke={tones.line} strokeOpacity={0.6} />
      ))}
      {line && (
        <g
          clipPath={`url(#${id}-plot)`}
          fill="none"
          stroke={quiet}
          strokeOpacity={theme.isDark ? 0.55 : 0.38}
          data-testid="plumbline-line"
        >
          {line.paths.map((path, i) => (
            <path key={i} d={path} strokeWidth={1.25} strokeLinejoin="bevel" />
          ))}
          {line.dots && <path d={line.dots} strokeWidth={4} strokeLinecap="round" />}
        </g>
      )}
      {line?.labels.map(({ y, text }) => (
        <Words key={text} x={right + 6} y={y} fill={tones.quiet} middle>
          {text}
        </Words>
      ))}
      {marks.map((mark, i) =>
        mark.tint === 'worse' && mark.shape === 'glyph' ? (
          <path
            key={i}
            d={`M${middle(mark)},${plot.y}V${bottom}`}
            stroke={tones.amber}
            strokeOpacity={0.7}
            strokeDasharray="2 3"
          />
        ) : null
      )}
      {marks.map((mark, i) => (
        <MarkShape
          key={i}
          mark={mark}
          id={id}
          right={right}
          ringed={chosen !== '' && mark.events.some((event) => event.id === chosen)}
        />
      ))}
      {[...layout.words, ...layout.heldWords].map((word, i) => (
        <Label key={i} word={word} tones={tones} />
      ))}
    </svg>
  );
});

const middle = ({ hit }: DeployMark): number => hit.x + hit.width / 2;

const toneColor = (tones: Tones, tone: Tone): string =>
  (
    ({ amber: tones.amberText, red: tones.redText, better: tones.good, quiet: tones.quiet }) as Partial<
      Record<Tone, string>
    >
  )[tone] ?? tones.text;

function Label({ word, tones }: { readonly word: Word; readonly tones: Tones }) {
  const end = word.anchor === 'end';
  return (
    <Words
      x={end ? word.x + word.width - 3 : word.x + 3}
      y={word.y + word.height / 2}
      anchor={word.anchor}
      fill={toneColor(tones, word.tone)}
      strong={word.strong}
      halo={tones.background}
      middle
    >
      {word.text}
    </Words>
  );
}

interface MarkShapeProps {
  readonly mark: DeployMark;
  readonly id: string;
  readonly right: number;
  readonly ringed: boolean;
}

function MarkShape({ mark, id, right, ringed }: MarkShapeProps) {
  const theme = useTheme2();
  const { hit } = mark;
  const y = hit.y + hit.height / 2;
  const hatch = `url(#${id}-unknown)`;
  return (
    <g data-testid={`plumbline-${mark.shape}`}>
      {mark.shape === 'bar' && <BarShape mark={mark} right={right} />}
      {mark.shape === 'pill' && <Pill mark={mark} hatch={hatch} />}
      {mark.shape === 'glyph' && (
        <Glyph kind={mark.kind ?? 'other'} tint={mark.tint} x={middle(mark)} y={y} theme={theme} hatch={hatch} />
      )}
      {ringed && (
        <rect
          x={hit.x - 1.5}
          y={hit.y - 1.5}
          width={hit.width + 3}
          height={hit.height + 3}
          rx={4}
          fill="none"
          stroke={tonesOf(theme).focus}
          strokeWidth={2}
          data-testid="plumbline-chosen"
        />
      )}
    </g>
  );
}

/** A count, coloured by the worst of its events. */
function Pill({ mark: { hit, tint, text }, hatch }: { readonly mark: DeployMark; readonly hatch: string }) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const color = tintColor(theme, tint);
  const box = { x: hit.x + 0.75, y: hit.y + 0.75, width: hit.width - 1.5, height: hit.height - 1.5, rx: 7 };
  return (
    <g data-tint={tint}>
      <rect {...box} fill={tones.background} />
      {tint === 'unknown' && <rect {...box} fill={hatch} />}
      <rect
        {...box}
        fill={color}
        fillOpacity={tint === 'waiting' || tint === 'unknown' ? 0 : 0.25}
        stroke={color}
        strokeWidth={1.5}
        strokeDasharray={tint === 'waiting' ? '3 2' : undefined}
      />
      <Words
        x={hit.x + hit.width / 2}
        y={hit.y + hit.height / 2}
        anchor="middle"
        fill={tones.text}
        halo={tint === 'unknown' ? tones.background : undefined}
        strong
        middle
      >
        {text}
      </Words>
    </g>
  );
}

/** What has a length: heavy at its begin, open at the right where it goes on. */
function BarShape({ mark, right }: { readonly mark: DeployMark; readonly right: number }) {
  const theme = useTheme2();
  const { hit, tint, kind, open, cut } = mark;
  const incident = kind === 'incident' || kind === null;
  const color = tint === 'plain' && incident ? tonesOf(theme).text : tintColor(theme, tint);
  const [x, y, width, height] = [hit.x, hit.y + 1.5, hit.width, hit.height - 3];
  const end = x + width;
  return (
    <g data-tint={tint} data-kind={kind ?? undefined}>
      <rect x={x} y={y} width={width} height={height} fill={color} fillOpacity={incident ? 0.3 : 0.18} />
      {!cut && <rect x={x} y={y} width={Math.min(3, width)} height={height} fill={color} />}
      <path d={`M${x},${y + 0.5}H${end}M${x},${y + height - 0.5}H${end}`} stroke={color} strokeOpacity={0.8} />
      {open ? (
        <path
          d={`M${Math.min(end, right) - 7},${y}l5,${height / 2}l-5,${height / 2}`}
          fill="none"
          stroke={color}
          strokeWidth={2}
        />
      ) : (
        <path d={`M${end - 0.5},${y}v${height}`} stroke={color} />
      )}
    </g>
  );
}
