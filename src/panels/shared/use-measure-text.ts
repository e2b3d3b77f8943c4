import { useEffect, useMemo, useState } from 'react';
import { canvasMeasure, MeasureText } from './measure-text';

/** Measures in the theme's font, and anew once web fonts have arrived: a layout measured with the fallback font would be cut. */
export function useMeasureText(fontFamily: string): MeasureText {
  const [loads, setLoads] = useState(0);
  useEffect(() => {
    const fonts = typeof document === 'undefined' ? undefined : document.fonts;
    if (!fonts?.addEventListener) {
      return;
    }
    const again = () => setLoads((count) => count + 1);
    fonts.addEventListener('loadingdone', again);
    return () => fonts.removeEventListener('loadingdone', again);
  }, []);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a load changes what the same font family measures
  return useMemo(() => canvasMeasure(fontFamily), [fontFamily, loads]);
}
