import React from 'react';
import type { BudgetState } from '../../kpi/results/types';
import type { Box } from '../shared/text-box';
import type { Tones } from '../shared/tones';

export interface SignProps {
  readonly state: BudgetState;
  readonly box: Box;
  readonly tones: Tones;
}

const TRIANGLE = 'M7 1.2L13.4 12.8H.6Z';
const BANG = 'M7 5.2v3.6M7 10.6v.3';

/** A shape a state, so that colour is never alone: a cross, triangles, an arrow, a question, a tick. Drawn on a field of 14 × 14. */
export function Sign({ state, box, tones }: SignProps) {
  return (
    <g
      transform={`translate(${box.x} ${box.y}) scale(${box.width / 14})`}
      fill="none"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      data-testid={`plumbline-sign-${state}`}
    >
      <Shape state={state} tones={tones} />
    </g>
  );
}

function Shape({ state, tones }: Pick<SignProps, 'state' | 'tones'>) {
  switch (state) {
    case 'exhausted':
      return (
        <>
          <circle cx={7} cy={7} r={6.4} fill={tones.red} />
          <path d="M4.6 4.6l4.8 4.8M9.4 4.6l-4.8 4.8" stroke={tones.onColor} />
        </>
      );
    case 'page':
      return (
        <>
          <path d={TRIANGLE} fill={tones.red} stroke={tones.red} />
          <path d={BANG} stroke={tones.onColor} />
        </>
      );
    case 'ticket':
      return (
        <>
          <path d={TRIANGLE} stroke={tones.amber} />
          <path d={BANG} stroke={tones.amber} />
        </>
      );
    case 'burning':
      return <path d="M2 12L11.4 2.6M5.4 2.2h6.4v6.4" stroke={tones.amber} />;
    case 'frozen':
      return (
        <>
          <circle cx={7} cy={7} r={6} stroke={tones.quiet} strokeDasharray="2.4 2.2" strokeWidth={1.2} />
          <path d="M5.2 5.6a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.3M7 10.6v.2" stroke={tones.quiet} strokeWidth={1.4} />
        </>
      );
    default:
      return <path d="M2 7.6l3.4 3.4L12 3.4" stroke={tones.good} />;
  }
}
