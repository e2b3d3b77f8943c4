import React, { type ReactNode } from 'react';
import { contactUrl } from '../../datasource/definition-facts';
import type { KpiDefinition } from '../../kpi';
import { DefinedLink } from '../shared/outside';
import { Facts, Section } from '../shared/section';
import { kindOf } from '../catalog/catalog';
import { measureWords } from './measure-words';
import type { ContractProps } from './kpi-page';

/** The contract in words: what is counted, of which store, whose it is, what may be asked of it and what is decided by it. */
export function ContractSection({ definition, definitions }: ContractProps) {
  const { owner, area, parent, timeZone, segments, decisionPolicy, runbook, links, minCohort, valuePerUnit } =
    definition;
  const contact = contactUrl(owner.contact);
  const facts: Array<readonly [string, ReactNode]> = [
    ['What is counted', measureWords(definition).map((line) => <div key={line}>{line}</div>)],
    ['What it is', kindOf(definition)],
    [
      'Owner',
      <>
        {owner.team}
        {owner.contact && <> · {contact ? <DefinedLink href={contact}>{owner.contact}</DefinedLink> : owner.contact}</>}
      </>,
    ],
    ['Area', parent ? `${area}, feeds ${nameOf(definitions, parent)}` : area],
    ['Days and weeks', `of ${timeZone}${calendarWords(definition.calendar)}`],
    [
      'May be split by',
      segments.map(({ name, displayName, field }) => `${displayName ?? name} (${field})`).join(', ') || 'nothing',
    ],
    ...(minCohort > 0 ? [['Small groups', `fewer than ${minCohort} are not shown`] as const] : []),
    ...(valuePerUnit ? [['One unit costs', `${valuePerUnit.amount} ${valuePerUnit.currency}`] as const] : []),
    ...(definition.kind === 'KPI' ? more(definition) : []),
    ['What is decided by it', decisionPolicy ?? 'nothing is written down'],
    [
      'Runbook and links',
      runbook || links.length > 0 ? (
        <>
          {runbook && <DefinedLink href={runbook}>Runbook</DefinedLink>}
          {links.map(({ title, url }) => (
            <React.Fragment key={url}>
              {' '}
              · <DefinedLink href={url}>{title}</DefinedLink>
            </React.Fragment>
          ))}
        </>
      ) : (
        'none'
      ),
    ],
  ];
  return (
    <Section title="The contract">
      {definition.description && <p>{definition.description}</p>}
      <Facts facts={facts} />
    </Section>
  );
}

const nameOf = ({ kpis, funnels }: ContractProps['definitions'], name: string): string =>
  (kpis.get(name) ?? funnels.get(name))?.displayName ?? name;

function calendarWords({ weekStart, fiscalYearStart }: KpiDefinition['calendar']): string {
  const day = String(weekStart);
  const week = day === 'monday' || day === '1' ? '' : `, weeks begin on ${day}`;
  const year =
    typeof fiscalYearStart === 'string' && fiscalYearStart !== '01-01' ? `, years on ${fiscalYearStart}` : '';
  return week + year;
}

function more({ accumulate, gapFill, alerting, exclusions }: KpiDefinition): Array<readonly [string, ReactNode]> {
  return [
    ...(accumulate
      ? [
          [
            'Accumulates',
            accumulate.kind === 'window' ? `the last ${accumulate.window}` : `since its ${accumulate.period} began`,
          ] as const,
        ]
      : []),
    ...(gapFill !== 'none'
      ? [['Gaps are filled', gapFill === 'zero' ? 'with 0' : 'with the value before'] as const]
      : []),
    ...(exclusions.length > 0
      ? [
          [
            'Times that do not count',
            exclusions
              .map(({ name, treatAs, reason }) => `${name}${reason ? `, ${reason}` : ''} (${treatAs})`)
              .join('; '),
          ] as const,
        ]
      : []),
    ...(alerting.board
      ? [
          [
            'Board',
            <DefinedLink key="board" href={alerting.board}>
              {alerting.board}
            </DefinedLink>,
          ] as const,
        ]
      : []),
  ];
}
