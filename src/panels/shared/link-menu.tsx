import React from 'react';
import { LinkModel } from '@grafana/data';
import { ContextMenu, MenuItem } from '@grafana/ui';
import { safeLink } from './safe-link';

/** A link that passed `safeLink`. */
export interface MenuLink {
  readonly title: string;
  readonly href: string;
  readonly target?: '_blank' | '_self';
  readonly onClick?: (event: React.MouseEvent) => void;
}

/** Grafana's links of a field, without those whose address may run something. A link that only has a click handler stays. */
export function safeFieldLinks(links: readonly LinkModel[] | undefined): MenuLink[] {
  return (links ?? []).flatMap((link): MenuLink[] => {
    const href = safeLink(link.href);
    if (href === null && !(link.onClick && !link.href)) {
      return [];
    }
    const { onClick } = link;
    return [
      {
        title: link.title || href || '',
        href: href ?? '#',
        target: link.target === '_blank' ? '_blank' : '_self',
        ...(onClick ? { onClick: (event: React.MouseEvent) => onClick(event) } : {}),
      },
    ];
  });
}

/** Links of a definition (its own list, and its runbook), without those whose address may run something. */
export function safeLinks(links: ReadonlyArray<{ readonly title: string; readonly url: string }>): MenuLink[] {
  return links.flatMap(({ title, url }): MenuLink[] => {
    const href = safeLink(url);
    return href === null ? [] : [{ title: title || href, href, target: /^https?:/i.test(href) ? '_blank' : '_self' }];
  });
}

export interface LinkMenuProps {
  readonly x: number;
  readonly y: number;
  readonly links: readonly MenuLink[];
  readonly onClose: () => void;
}

/** The menu of links at a place of the window. Focus goes into it; Escape and a click elsewhere close it. */
export function LinkMenu({ x, y, links, onClose }: LinkMenuProps) {
  return (
    <ContextMenu
      x={x}
      y={y}
      onClose={onClose}
      renderMenuItems={() =>
        links.map((link, i) => (
          <MenuItem
            key={i}
            label={link.title}
            url={link.href}
            target={link.target}
            icon={link.target === '_blank' ? 'external-link-alt' : 'link'}
            onClick={link.onClick}
          />
        ))
      }
    />
  );
}
