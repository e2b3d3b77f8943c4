import React from 'react';

export interface HatchProps {
  readonly id: string;
  readonly color: string;
}

/** The pattern that says "we do not know". Refer to it with `fill="url(#id)"`. */
export function Hatch({ id, color }: HatchProps) {
  return (
    <pattern id={id} width={7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1={0} y1={0} x2={0} y2={7} stroke={color} strokeWidth={2} />
    </pattern>
  );
}
