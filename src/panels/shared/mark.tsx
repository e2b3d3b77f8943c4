import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { getTextStyles, Text } from './text';
import type { Box, TextBox } from './text-box';
import { tonesOf } from './tones';

export type MarkStyles = ReturnType<typeof getMarkStyles>;

export interface MarkProps {
  /** Where the pointer and the focus ring are. */
  readonly hit: Box;
  readonly texts: readonly TextBox[];
  readonly index: number;
  /** All of it in words. */
  readonly label: string;
  readonly linked: boolean;
  /** What a click opens, if it is linked. */
  readonly popup?: 'menu' | 'dialog';
  readonly current: boolean;
  /** Off: scrolled far away, its texts are not drawn. */
  readonly near: boolean;
  /** Handed down: hundreds of marks should not each ask the theme. */
  readonly styles: MarkStyles;
}

/** One thing that a picture tells of, as the pointer, the keyboard and a screen reader meet it: see `useMarks`. */
export const Mark = React.memo(function Mark({
  hit,
  texts,
  index,
  label,
  linked,
  popup = 'menu',
  current,
  near,
  styles,
}: MarkProps) {
  return (
    <>
      <div
        className={linked ? `${styles.mark} ${styles.linked}` : styles.mark}
        style={{ left: hit.x, top: hit.y, width: hit.width, height: hit.height }}
        role={linked ? 'button' : 'img'}
        aria-haspopup={linked ? popup : undefined}
        aria-label={label}
        tabIndex={current ? 0 : -1}
        data-mark={index}
      />
      {/* Beside the mark and not in it: its name says all of this in words, and a name must hold the text it labels. */}
      {near && (
        <div aria-hidden="true" data-texts={index} className={linked ? styles.linked : undefined}>
          {texts.map((text, t) => (
            <Text key={t} styles={styles} box={text} />
          ))}
        </div>
      )}
    </>
  );
});

export const getMarkStyles = (theme: GrafanaTheme2) => ({
  ...getTextStyles(theme),
  mark: css({
    position: 'absolute',
    borderRadius: theme.shape.radius.default,
    '&:focus': { outline: 'none' },
    '&:focus-visible': { outline: `2px solid ${tonesOf(theme).focus}`, outlineOffset: 1, zIndex: 1 },
  }),
  linked: css({ cursor: 'pointer' }),
});
