import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { TextBox } from './text-box';
import { tonesOf } from './tones';

export type TextStyles = ReturnType<typeof getTextStyles>;

export interface TextProps {
  readonly box: TextBox;
  /** Handed down: thousands of texts should not each ask the theme. */
  readonly styles: TextStyles;
}

/** A text in its box; what is cut ends in an ellipsis and keeps its whole text as a title. */
export function Text({ box, styles }: TextProps) {
  return (
    <div
      className={`${styles.text} ${styles[box.tone]}${box.chip ? ` ${styles.chip}` : ''}${box.bold ? ` ${styles.bold}` : ''}`}
      dir="auto"
      title={box.cut ? box.text : undefined}
      style={{
        left: box.x,
        top: box.y,
        width: box.width,
        height: box.height,
        lineHeight: `${box.height}px`,
        // Only what is cut catches the pointer, for its title; everything else leaves it to the mark under it.
        pointerEvents: box.cut ? 'auto' : 'none',
        fontSize: box.size,
        textAlign: box.align === 'center' ? 'center' : box.align === 'end' ? 'right' : 'left',
      }}
    >
      {box.text}
    </div>
  );
}

export const getTextStyles = (theme: GrafanaTheme2) => {
  const tones = tonesOf(theme);
  return {
    text: css({
      position: 'absolute',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      unicodeBidi: 'isolate',
      fontVariantNumeric: 'tabular-nums',
      letterSpacing: 0,
    }),
    strong: css({ color: tones.text, fontWeight: theme.typography.fontWeightMedium }),
    bold: css({ fontWeight: theme.typography.fontWeightMedium }),
    normal: css({ color: tones.text }),
    quiet: css({ color: tones.quiet }),
    chip: css({ background: tones.background, paddingInline: 4, boxSizing: 'border-box' }),
    amber: css({ color: tones.amberText }),
    red: css({ color: tones.redText }),
    better: css({ color: tones.good }),
    worse: css({ color: tones.amberText }),
    same: css({ color: tones.quiet }),
  };
};
