/** Width of a text in px, for layouts that must know before anything is drawn. */
export type MeasureText = (text: string, size: number, strong?: boolean) => number;

const NARROW = new Set([..." .,:;'|!ilIjtf()[]/·"]);
const WIDE = new Set([...'mwMW%@—–']);

/**
 * A deterministic, cautious estimate (Inter's widths, rounded up) for tests and hosts without a canvas.
 * Anything beyond Latin, Cyrillic, Arabic and Hebrew counts as a full em.
 */
export const estimateText: MeasureText = (text, size, strong) => {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (NARROW.has(character) || code === 0xa0) {
      ems += 0.34;
    } else if (WIDE.has(character)) {
      ems += 0.95;
    } else {
      ems += code < 0x0700 ? 0.64 : 1.05;
    }
  }
  return Math.ceil(ems * size * (strong ? 1.06 : 1));
};

/** Measures on a canvas in the given font; falls back to the estimate where there is none (jsdom). Remembers what it measured. */
export function canvasMeasure(fontFamily: string): MeasureText {
  if (typeof CanvasRenderingContext2D === 'undefined') {
    return estimateText;
  }
  const context = document.createElement('canvas').getContext('2d');
  if (!context) {
    return estimateText;
  }
  const seen = new Map<string, number>();
  return (text, size, strong) => {
    const key = `${size}${strong ? 'b' : ''} ${text}`;
    let width = seen.get(key);
    if (width === undefined) {
      context.font = `${strong ? 500 : 400} ${size}px ${fontFamily}`;
      // Digits are drawn tabular, which a canvas cannot; a zero is as wide as any tabular digit.
      width = Math.ceil(context.measureText(text.replace(/\d/g, '0')).width * 1.02) + 1;
      seen.set(key, width);
    }
    return width;
  };
}
