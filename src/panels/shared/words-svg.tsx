import React from 'react';

export interface WordsProps {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** `y` is the middle of the text and not its baseline. */
  readonly middle?: boolean;
  readonly strong?: boolean;
  /** Colour of a rim that keeps the text readable over hatching. */
  readonly halo?: string;
  readonly children: string;
}

/** A text of the picture: small, digits of one width. Placed by px, so always from left to right, whatever the page does. */
export function Words({ x, y, fill, anchor = 'start', middle, strong, halo, children }: WordsProps) {
  return (
    <text
      x={x}
      y={middle ? y + 4 : y}
      fill={fill}
      textAnchor={anchor}
      fontSize={11}
      fontWeight={strong ? 500 : 400}
      direction="ltr"
      style={{
        fontVariantNumeric: 'tabular-nums',
        letterSpacing: 0,
        ...(halo ? { stroke: halo, strokeWidth: 3, strokeLinejoin: 'round', paintOrder: 'stroke' } : {}),
      }}
    >
      {children}
    </text>
  );
}
