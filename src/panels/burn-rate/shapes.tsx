import React from 'react';
import { GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { Hatch } from '../shared/hatch';
import { segmentColor, Tones, tonesOf } from '../shared/tones';
import { Words } from '../shared/words-svg';
import { BurnLayout } from './layout';
import { LANE } from './layout/lanes';

export interface ShapesProps {
  readonly layout: BurnLayout;
  readonly id: string;
}

/** Colour of the burn lines; what they mean is told by weight, threshold and words. */
export const burnColor = (theme: GrafanaTheme2): string => segmentColor(theme, theme.isDark ? 2 : 0);

/** Everything that does not follow the pointer. Decoration for the eye: the slider and the table say it again. */
export const Shapes = React.memo(function Shapes({ layout, id }: ShapesProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const color = burnColor(theme);
  const { plot, strip } = layout;
  const right = plot.x + plot.width;
  const tint = theme.isDark ? 0.14 : 0.09;
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', top: 0, left: 0 }}
    >
      <defs>
        <Hatch id={`${id}-gap`} color={tones.hatch} />
        <Dots id={`${id}-excluded`} color={tones.hatch} />
        <clipPath id={`${id}-plot`}>
          <rect x={plot.x - 3} y={plot.y - 2} width={plot.width + 6} height={plot.height + 4} />
        </clipPath>
      </defs>
      {layout.stretches.map(({ kind, ...box }, i) => (
        <rect key={i} {...box} fill={toneColor(tones, kind)} fillOpacity={tint} />
      ))}
      {layout.bands.map(({ kind, path }, i) => (
        <path key={i} d={path} fill={toneColor(tones, kind)} fillOpacity={0.45} data-testid={`plumbline-${kind}`} />
      ))}
      {layout.hatches.map((hatch, i) => (
        <rect
          key={i}
          x={hatch.x}
          y={hatch.y}
          width={hatch.width}
          height={hatch.height}
          fill={`url(#${id}-${hatch.kind === 'gap' ? 'gap' : 'excluded'})`}
          data-testid={`plumbline-${hatch.kind}`}
        />
      ))}
      {layout.ticks.map(({ y, text }) => (
        <g key={text}>
          <line x1={plot.x} x2={right} y1={y} y2={y} stroke={tones.faint} />
          <Words x={plot.x - 5} y={y} anchor="end" fill={tones.quiet} middle>
            {text}
          </Words>
        </g>
      ))}
      {layout.times.map(({ x, text, atMs }) => (
        <g key={atMs}>
          <line x1={x} x2={x} y1={plot.y} y2={plot.y + plot.height} stroke={tones.faint} />
          {layout.axisY !== null && x > plot.x + 14 && x < right - 14 && (
            <Words x={x} y={layout.axisY} anchor="middle" fill={tones.quiet}>
              {text}
            </Words>
          )}
        </g>
      ))}
      {layout.levels.map((level) => (
        <Level key={level.text} level={level} left={plot.x} right={right} tones={tones} />
      ))}
      <g clipPath={`url(#${id}-plot)`} fill="none" stroke={color} strokeLinejoin="bevel">
        {layout.lines.map(({ window, paths, dots, stroke, opacity }) => (
          <g key={window} strokeOpacity={opacity} data-testid="plumbline-line">
            {paths.map((path, i) => (
              <path key={i} d={path} strokeWidth={stroke} />
            ))}
            {dots && <path d={dots} strokeWidth={stroke + 3} strokeLinecap="round" />}
          </g>
        ))}
      </g>
      {layout.hatches.map(
        (hatch, i) =>
          hatch.text && (
            <Words
              key={i}
              x={hatch.x + hatch.width / 2}
              y={hatch.y + 13}
              anchor="middle"
              fill={tones.text}
              halo={tones.background}
            >
              {hatch.text}
            </Words>
          )
      )}
      {layout.brackets.map((bracket, i) => (
        <Bracket key={i} bracket={bracket} tones={tones} />
      ))}
      {layout.flagY !== null &&
        layout.flags.map((flag, i) => <Flag key={i} flag={flag} bottom={layout.flagY!} top={plot.y} tones={tones} />)}
      {strip && <Strip strip={strip} tones={tones} color={color} id={id} labelled={layout.labelled} />}
    </svg>
  );
});

const toneColor = (tones: Tones, tone: 'page' | 'ticket' | 'suppressed') =>
  tone === 'page' ? tones.red : tone === 'ticket' ? tones.amber : tones.quiet;
const toneText = (tones: Tones, tone: 'page' | 'ticket' | 'suppressed') =>
  tone === 'page' ? tones.redText : tone === 'ticket' ? tones.amberText : tones.quiet;

/** Left out on purpose: dots, where "we do not know" is lines. */
function Dots({ id, color }: { readonly id: string; readonly color: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <circle cx={3} cy={3} r={1} fill={color} />
    </pattern>
  );
}

interface LevelProps {
  readonly level: BurnLayout['levels'][number];
  readonly left: number;
  readonly right: number;
  readonly tones: Tones;
}

function Level({ level, left, right, tones }: LevelProps) {
  const ground = level.kind === 'ground';
  const stroke = ground ? tones.text : toneColor(tones, level.kind as 'page' | 'ticket');
  return (
    <>
      <line
        x1={left}
        x2={right}
        y1={level.y}
        y2={level.y}
        stroke={stroke}
        strokeOpacity={ground ? 0.65 : 0.8}
        strokeWidth={ground ? 1.5 : 1}
        strokeDasharray={ground ? undefined : '4 3'}
      />
      {level.label === 'inside' && (
        <Words
          x={left + 4}
          y={level.labelY}
          fill={toneText(tones, level.kind as 'page' | 'ticket')}
          halo={tones.background}
          middle
        >
          {level.text}
        </Words>
      )}
      {level.label === 'right' && (
        <>
          {level.labelY !== level.y && (
            <path
              d={`M${right},${level.y}L${right + 7},${level.labelY}`}
              stroke={stroke}
              fill="none"
              strokeOpacity={0.6}
            />
          )}
          <Words
            x={right + 8}
            y={level.labelY}
            fill={ground ? tones.quiet : toneText(tones, level.kind as 'page' | 'ticket')}
            middle
          >
            {level.text}
          </Words>
        </>
      )}
    </>
  );
}

function Bracket({ bracket, tones }: { readonly bracket: BurnLayout['brackets'][number]; readonly tones: Tones }) {
  const { x, width, tone } = bracket;
  const y = bracket.y + LANE - 3;
  const color = toneColor(tones, tone);
  // Open at the right: it holds still.
  const end = bracket.ongoing ? `M${x + width - 4},${y - 3.5}l4,3.5l-4,3.5` : `M${x + width},${y}v3`;
  return (
    <>
      <path
        d={`M${x},${y + 3}v-3h${width}${end}`}
        fill="none"
        stroke={color}
        strokeWidth={tone === 'page' ? 2.5 : 1.75}
        strokeDasharray={tone === 'suppressed' ? '3 3' : undefined}
      />
      {bracket.textX !== null && (
        <Words x={bracket.textX} y={y - 4} fill={toneText(tones, tone)} strong={tone === 'page'}>
          {bracket.text}
        </Words>
      )}
    </>
  );
}

interface FlagProps {
  readonly flag: BurnLayout['flags'][number];
  readonly bottom: number;
  readonly top: number;
  readonly tones: Tones;
}

/** A pole through the plot, a small flag under it; a cluster carries its count. */
function Flag({ flag, bottom, top, tones }: FlagProps) {
  const { x, events } = flag;
  const y = bottom - 13;
  return (
    <g data-testid="plumbline-deploy">
      <line x1={x} x2={x} y1={top} y2={bottom - 1} stroke={tones.quiet} strokeOpacity={0.45} strokeDasharray="1 3" />
      <path
        d={`M${x},${bottom - 1}V${y}l7,3.5L${x},${y + 7}`}
        fill={tones.quiet}
        stroke={tones.quiet}
        strokeWidth={1}
      />
      {events.length > 1 && (
        <Words x={x + 8} y={y + 9} fill={tones.text}>
          {String(events.length)}
        </Words>
      )}
    </g>
  );
}

interface StripProps {
  readonly strip: NonNullable<BurnLayout['strip']>;
  readonly tones: Tones;
  readonly color: string;
  readonly id: string;
  readonly labelled: boolean;
}

function Strip({ strip, tones, color, id, labelled }: StripProps) {
  const right = strip.x + strip.width;
  return (
    <g data-testid="plumbline-strip">
      <clipPath id={`${id}-strip`}>
        <rect x={strip.x - 3} y={strip.y - 2} width={strip.width + 6} height={strip.height + 4} />
      </clipPath>
      <line x1={strip.x} x2={right} y1={strip.zeroY} y2={strip.zeroY} stroke={tones.line} />
      {strip.labels.map(({ y, text }) => (
        <Words key={text} x={strip.x - 5} y={y} anchor="end" fill={tones.quiet} middle>
          {text}
        </Words>
      ))}
      {!strip.now && (
        <rect x={strip.x} y={strip.y} width={strip.width} height={strip.height} fill={`url(#${id}-gap)`} />
      )}
      <g clipPath={`url(#${id}-strip)`}>
        <path d={strip.area} fill={color} fillOpacity={0.25} />
        <path d={strip.below} fill={tones.red} fillOpacity={0.45} />
        {strip.ideal.map((path, i) => (
          <path key={i} d={path} fill="none" stroke={tones.quiet} strokeDasharray="5 4" />
        ))}
        <path d={strip.dots} fill="none" stroke={color} strokeWidth={5} strokeLinecap="round" />
        {strip.line.map((path, i) => (
          <path key={i} d={path} fill="none" stroke={color} strokeWidth={1.75} strokeLinejoin="bevel" />
        ))}
      </g>
      {labelled && strip.now && (
        <Words x={right + 8} y={strip.now.y} fill={strip.now.over ? tones.redText : tones.text} middle>
          {strip.now.text}
        </Words>
      )}
      <Words x={strip.x + 5} y={strip.titleY} fill={tones.text} halo={tones.background}>
        {strip.title}
      </Words>
    </g>
  );
}
