/** Marks under pointer and keyboard: one tab stop, arrows between them, details on hover and focus, links on a click or Enter. */
import React, { useCallback, useRef, useState } from 'react';
import { isFocusVisible } from './focus-visible';
import type { MenuLink } from './link-menu';

export interface MarkTarget {
  readonly mark: number;
  /** Window coordinates. */
  readonly x: number;
  readonly y: number;
}

export interface MarksOptions {
  /** How many marks there are. */
  readonly count: number;
  /** The mark that a key leads to, or null where it leads nowhere. */
  readonly next: (mark: number, key: string) => number | null;
  /** Not asked where `onChoose` is given. */
  readonly linksOf?: (mark: number) => MenuLink[];
  /** What a click and Enter do instead of opening the links; in window coordinates. */
  readonly onChoose?: (mark: number, x: number, y: number) => void;
  /** Where details and links of a mark open for the keyboard, in window coordinates, given where its element is. */
  readonly beside: (mark: number, rect: DOMRect) => readonly [number, number];
}

export interface Marks {
  /** The one that Tab leads to. */
  readonly current: number;
  /** What the details are told of; null where none are. */
  readonly target: MarkTarget | null;
  readonly menu: (MarkTarget & { readonly links: MenuLink[] }) | null;
  readonly closeMenu: () => void;
  /** Brings the keyboard back to a mark, when what it opened is closed. */
  readonly focus: (mark: number) => void;
  /** Of the element around all marks, whose elements carry `data-mark`, or `data-texts` for texts beside them. */
  readonly container: React.HTMLAttributes<HTMLDivElement> & { readonly ref: React.Ref<HTMLDivElement> };
}

export function useMarks({ count, next, linksOf, onChoose, beside }: MarksOptions): Marks {
  const ref = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const [target, setTarget] = useState<MarkTarget | null>(null);
  const [menu, setMenu] = useState<Marks['menu']>(null);

  const elementOf = (mark: number) => ref.current?.querySelector<HTMLElement>(`[data-mark="${mark}"]`) ?? null;
  const placeOf = (mark: number): readonly [number, number] => {
    const rect = elementOf(mark)?.getBoundingClientRect();
    return rect ? beside(mark, rect) : [0, 0];
  };
  const openMenu = (mark: number, x: number, y: number) => {
    if (onChoose) {
      setTarget(null);
      onChoose(mark, x, y);
      return;
    }
    const links = linksOf?.(mark) ?? [];
    if (links.length > 0) {
      setTarget(null);
      setMenu({ x, y, links, mark });
    }
  };
  const leave = useCallback(() => setTarget(null), []);

  const onMouseMove = (event: React.MouseEvent) => {
    const mark = markOf(event);
    setTarget(mark === null || menu ? null : { mark, x: event.clientX, y: event.clientY });
  };
  const onClick = (event: React.MouseEvent) => {
    const mark = markOf(event);
    if (mark !== null) {
      setChosen(mark);
      openMenu(mark, event.clientX, event.clientY);
    }
  };
  const onFocus = (event: React.FocusEvent) => {
    const mark = markOf(event);
    if (mark !== null) {
      setChosen(mark);
      // A click focuses too, and then the pointer already tells.
      if (isFocusVisible(event.target)) {
        const [x, y] = placeOf(mark);
        setTarget({ mark, x, y });
      }
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const mark = markOf(event);
    if (mark === null) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      openMenu(mark, ...placeOf(mark));
    } else if (event.key === 'Escape') {
      // Only swallowed while there is something to close: Grafana leaves a full-screen panel with it.
      if (target) {
        event.stopPropagation();
        setTarget(null);
      }
    } else {
      const to = next(mark, event.key);
      if (to !== null) {
        event.preventDefault();
        setChosen(to);
        const element = elementOf(to);
        element?.focus();
        element?.scrollIntoView?.({ block: 'nearest' });
      }
    }
  };
  const closeMenu = () => {
    const mark = menu?.mark;
    setMenu(null);
    if (mark !== undefined) {
      elementOf(mark)?.focus();
    }
  };

  return {
    current: Math.min(chosen, count - 1),
    // New data may have fewer marks than the one that was pointed at.
    target: target && target.mark < count ? target : null,
    menu,
    closeMenu,
    focus: (mark) => elementOf(mark)?.focus(),
    container: { ref, onMouseMove, onMouseLeave: leave, onClick, onFocus, onBlur: leave, onKeyDown },
  };
}

function markOf(event: React.SyntheticEvent): number | null {
  const element = (event.target as Element).closest?.('[data-mark], [data-texts]');
  return element ? Number(element.getAttribute('data-mark') ?? element.getAttribute('data-texts')) : null;
}
