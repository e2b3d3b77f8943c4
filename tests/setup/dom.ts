/** What jsdom lacks and @grafana/ui wants; does nothing for tests without a document. */
import { afterEach, vi } from 'vitest';

// Icons are fetched as files, which no test serves; a test finds them by their names.
vi.mock('react-inlinesvg', async () => {
  const React = await import('react');
  return {
    default: React.forwardRef<SVGSVGElement, { src: string; title?: string; className?: string }>(
      function Svg(props, ref) {
        return React.createElement('svg', {
          ref,
          className: props.className,
          'data-src': props.src,
          'aria-hidden': true,
        });
      }
    ),
  };
});

if (typeof window !== 'undefined') {
  window.matchMedia ??= (query) =>
    ({
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      dispatchEvent: () => false,
    }) as MediaQueryList;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.IntersectionObserver ??= class {
    readonly root = null;
    readonly rootMargin = '';
    readonly scrollMargin = '';
    readonly thresholds = [];
    observe() {}
    unobserve() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  };
  // react-select measures how wide an option's text is.
  HTMLCanvasElement.prototype.getContext = (() => ({
    measureText: (text: string) => ({ width: text.length * 8 }),
  })) as unknown as HTMLCanvasElement['getContext'];
  Element.prototype.scrollIntoView ??= () => undefined;

  await import('@testing-library/jest-dom/vitest');
  const { cleanup } = await import('@testing-library/react');
  afterEach(cleanup);
}
