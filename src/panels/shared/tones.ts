/** Meanings of colour, the same on every panel. Never the only carrier of a meaning: a shape or a word says it too. */
import { GrafanaTheme2 } from '@grafana/data';

export interface Tones {
  readonly text: string;
  readonly quiet: string;
  readonly background: string;
  readonly line: string;
  /** What is lost, or before: there, but not loud. */
  readonly faint: string;
  /** "Look here soon". */
  readonly amber: string;
  /** Amber as text, readable on the panel's background. */
  readonly amberText: string;
  /** "Act now", and nothing else. */
  readonly red: string;
  readonly redText: string;
  /** Lines and letters on red. */
  readonly onColor: string;
  readonly good: string;
  /** "We do not know". */
  readonly hatch: string;
  readonly focus: string;
}

export function tonesOf(theme: GrafanaTheme2): Tones {
  const { colors } = theme;
  return {
    text: colors.text.primary,
    quiet: colors.text.secondary,
    background: colors.background.primary,
    line: colors.border.medium,
    faint: theme.isDark ? 'rgba(204, 204, 220, 0.10)' : 'rgba(36, 41, 46, 0.08)',
    amber: colors.warning.main,
    amberText: colors.warning.text,
    red: colors.error.main,
    redText: colors.error.text,
    onColor: colors.error.contrastText,
    good: colors.success.text,
    hatch: theme.isDark ? 'rgba(204, 204, 220, 0.45)' : 'rgba(36, 41, 46, 0.40)',
    focus: colors.primary.main,
  };
}

/** Names of hues for segments: blue and purple in turn, far apart in lightness, away from red, amber and green, which mean something. */
const SEGMENT_HUES = ['semi-dark-blue', 'light-purple', 'light-blue', 'dark-purple'] as const;

/** Colour of the n-th segment; repeats after four, since more are drawn apart from each other. */
export function segmentColor(theme: GrafanaTheme2, index: number): string {
  return theme.visualization.getColorByName(SEGMENT_HUES[index % SEGMENT_HUES.length]);
}
