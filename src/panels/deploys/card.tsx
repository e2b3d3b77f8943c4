import React, { useEffect, useRef } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { Icon, Portal, useStyles2 } from '@grafana/ui';
import { formatMoment } from '../shared/format-range';
import type { MenuLink } from '../shared/link-menu';
import { EffectCard } from './effect-card';
import { kindWord, SIGNS } from './kinds';
import type { DeploysView, Happening } from './model';
import { clock, lengthWords, nameOf } from './words';

export interface CardProps {
  readonly view: DeploysView;
  /** One event, or those of a cluster to choose from. */
  readonly events: readonly Happening[];
  readonly links: readonly MenuLink[];
  /** Window coordinates of what was chosen. */
  readonly x: number;
  readonly y: number;
  /** Name of the variable that holds the choice; empty: none. */
  readonly variable: string;
  readonly onChoose: (event: Happening) => void;
  readonly onClear: () => void;
  readonly onClose: () => void;
}

export const CARD = 400;
const MARGIN = 8;
const MOST = 100;

/** What was chosen: before and after, who and when, links. Escape and a click elsewhere close it. */
export function Card(props: CardProps) {
  const { view, events, x, y, onClose } = props;
  const styles = useStyles2(getStyles);
  const ref = useRef<HTMLDivElement>(null);
  const [event] = events;
  const one = events.length === 1;
  const title = one
    ? `${kindWord(event.kind)} ${nameOf(event)}`
    : `${events.length} events at ${clock(view, event.atMs)}`;
  useEffect(() => ref.current?.focus({ preventScroll: true }), [events]);
  useEffect(() => {
    const outside = (down: Event) => {
      if (!ref.current?.contains(down.target as Node)) {
        onClose();
      }
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, [onClose]);
  return (
    <Portal>
      <div
        ref={ref}
        className={styles.card}
        style={placeOf(x, y)}
        role="dialog"
        aria-label={title}
        tabIndex={-1}
        data-testid="plumbline-card"
        onKeyDown={(down) => {
          if (down.key === 'Escape') {
            down.stopPropagation();
            onClose();
          }
        }}
      >
        <div className={styles.head}>
          <span className={styles.title} dir="auto">
            {one ? `${SIGNS[event.kind]} ${title}` : title}
          </span>
          <button type="button" className={styles.close} aria-label="Close" onClick={onClose}>
            <Icon name="times" aria-hidden />
          </button>
        </div>
        {one ? <One {...props} event={event} /> : <Several {...props} />}
      </div>
    </Portal>
  );
}

/** Beside what was chosen, on the side that has room. */
function placeOf(x: number, y: number): React.CSSProperties {
  const { innerWidth, innerHeight } = window;
  const width = Math.min(CARD, innerWidth - 2 * MARGIN);
  const left = Math.max(MARGIN, Math.min(x + 12, innerWidth - width - MARGIN));
  return y > innerHeight / 2
    ? { left, width, bottom: Math.max(MARGIN, innerHeight - y + 12), maxHeight: Math.max(120, y - 12 - MARGIN) }
    : { left, width, top: Math.max(MARGIN, y + 12), maxHeight: Math.max(120, innerHeight - y - 12 - MARGIN) };
}

function One({ view, event, links, variable, onClear }: CardProps & { readonly event: Happening }) {
  const styles = useStyles2(getStyles);
  const length = lengthWords(view, event);
  const facts = [
    ['environment', event.environment],
    ['by', [event.author, event.team].filter(Boolean).join(', ')],
    ['source', event.source],
  ].filter(([, value]) => value !== '');
  return (
    <>
      {event.title !== nameOf(event) && <div dir="auto">{event.title}</div>}
      <div className={styles.quiet}>
        {formatMoment(event.atMs, view.timeZone)}
        {length && ` · ${length}`}
      </div>
      <EffectCard view={view} event={event} width={CARD - 32} />
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(([term, value]) => (
            <React.Fragment key={term}>
              <dt>{term}</dt>
              <dd dir="auto">{value}</dd>
            </React.Fragment>
          ))}
        </dl>
      )}
      {links.length > 0 && (
        <ul className={styles.links} aria-label="Links">
          {links.map((link, i) => (
            <li key={i}>
              <a
                href={link.href}
                target={link.target}
                rel={link.target === '_blank' ? 'noopener noreferrer' : undefined}
                onClick={link.onClick}
                dir="auto"
              >
                {link.title}
              </a>
            </li>
          ))}
        </ul>
      )}
      {variable && (
        <div className={styles.quiet}>
          The board’s variable {variable} is set to it.{' '}
          <button type="button" className={styles.text} onClick={onClear}>
            Take it back
          </button>
        </div>
      )}
    </>
  );
}

/** Events that no zoom takes apart: a list to choose from. */
function Several({ view, events, onChoose }: CardProps) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.links}>
      {events.slice(0, MOST).map((event) => (
        <li key={event.id}>
          <button type="button" className={styles.text} onClick={() => onChoose(event)} dir="auto">
            {SIGNS[event.kind]} {clock(view, event.atMs)} {kindWord(event.kind)} {nameOf(event)}
          </button>
        </li>
      ))}
      {events.length > MOST && <li>and {events.length - MOST} more: the table has them</li>}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    overflowY: 'auto',
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    color: theme.colors.text.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    '&:focus': { outline: 'none' },
  }),
  head: css({ display: 'flex', alignItems: 'flex-start', gap: 8 }),
  title: css({ flex: 1, fontSize: 14, fontWeight: theme.typography.fontWeightMedium }),
  close: css({ border: 'none', background: 'none', padding: 2, color: theme.colors.text.secondary }),
  quiet: css({ color: theme.colors.text.secondary }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0),
    '& dt': { color: theme.colors.text.secondary, fontWeight: 'inherit' },
    '& dd': { margin: 0 },
  }),
  links: css({
    listStyle: 'none',
    margin: theme.spacing(0.5, 0),
    padding: 0,
    '& a': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  text: css({
    border: 'none',
    background: 'none',
    padding: 0,
    fontSize: 'inherit',
    color: theme.colors.text.link,
    textAlign: 'start',
    '&:hover': { textDecoration: 'underline' },
  }),
});
