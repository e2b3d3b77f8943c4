import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** A ref to put on an element, and that element's width in whole pixels (0 until it is laid out). */
export function useElementWidth(): [RefObject<HTMLDivElement>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return [element as RefObject<HTMLDivElement>, width];
}
