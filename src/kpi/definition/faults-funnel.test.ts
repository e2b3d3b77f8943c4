/** What a funnel's order, steps, exclusions and held columns cannot be. */
import { checkFaults } from './testdata/fault-table';
import { ACTOR, funnel } from './testdata/texts';

const step = (name: string, more = '') => `  - { name: ${name}, where: [ { field: page, is: ${name} } ]${more} }`;
const three = (middle = '', first = '', last = '') => [
  'steps:',
  step('Visit', first),
  step('Search', middle),
  step('Buy', last),
];
const exclude = (more: string) => `exclude: [ { name: Logout, where: [ { field: page, is: out } ]${more} } ]`;
const FIRST = ACTOR.map((line) => (line === 'entry: any' ? 'entry: first' : line));

checkFaults({
  'an optional first step': [
    funnel('f', [...ACTOR, ...three('', ', optional: §true')]),
    ['PL1290', /"Visit".*attempts start/],
  ],
  'an optional last step': [
    funnel('f', [...ACTOR, ...three('', '', ', optional: §true')]),
    ['PL1290', /"Buy".*the last/],
  ],
  'an optional step in strict order': [
    funnel('f', [...ACTOR, 'order: strict', ...three(', optional: §true')]),
    ['PL1290', /nothing may come between/],
  ],
  'an optional step in any order': [
    funnel('f', [...ACTOR, 'order: any', ...three(', optional: §true')]),
    ['PL1290', /every step may be missing/],
  ],
  'a limit of the first step': [
    funnel('f', [...ACTOR, ...three('', ', within: §1h')]),
    ['PL1291', /"Visit".*within 1h.*no step before/],
  ],
  'a limit in any order': [funnel('f', [...ACTOR, 'order: any', ...three(', within: §1h')]), ['PL1291', /any order/]],
  'a limit longer than the window': [
    funnel('f', [...ACTOR, ...three(', within: §8d')]),
    ['PL1291', /within 8d.*over after 7d/],
  ],
  'a limit of nothing': [funnel('f', [...ACTOR, ...three(', within: §0s')]), ['PL1112', /within/]],
  'an exclusion after a step that is none': [
    funnel('f', [...ACTOR, exclude(', after: §Serch'), ...three()]),
    ['PL1292', /"Logout".*"Serch".*Did you mean "Search"/],
  ],
  'an exclusion between steps in the wrong order': [
    funnel('f', [...ACTOR, exclude(', after: Buy, before: §Search'), ...three()]),
    ['PL1293', /"Buy" does not come before "Search"/],
  ],
  'an exclusion after the last step': [
    funnel('f', [...ACTOR, exclude(', after: §Buy'), ...three()]),
    ['PL1293', /"Buy" does not come before "Buy"/],
  ],
  'an exclusion after an optional step': [
    funnel('f', [...ACTOR, exclude(', after: §Search'), ...three(', optional: true')]),
    ['PL1293', /"Search" is optional/],
  ],
  'an exclusion from part of any order': [
    funnel('f', [...ACTOR, 'order: any', exclude(', after: §Search'), ...three()]),
    ['PL1293', /whole funnel/],
  ],
  'an exclusion without conditions': [
    funnel('f', [...ACTOR, 'exclude: [ { name: Logout, where: §[] } ]', ...three()]),
    ['PL1105', /at least 1/],
  ],
  'two exclusions of one name': [
    funnel('f', [
      ...ACTOR,
      'exclude:',
      '  - { name: Logout, where: [ { field: page, is: out } ] }',
      '  - { name: §Logout, where: [ { field: page, is: gone } ] }',
      ...three(),
    ]),
    ['PL1207', /The exclusion "Logout"/],
  ],
  'the actor held constant': [
    funnel('f', [...ACTOR, 'constant: §[ user_id ]', ...three()]),
    ['PL1294', /"user_id".*the actor/],
  ],
  'the time held constant': [funnel('f', [...ACTOR, 'constant: §[ at ]', ...three()]), ['PL1294', /"at".*the time/]],
  'a column held constant twice': [
    funnel('f', [...ACTOR, 'constant: §[ item, item ]', ...three()]),
    ['PL1294', /"item".*twice/],
  ],
  'loose ties in strict order': [
    funnel('f', [...ACTOR, 'order: strict', 'ties: §loose', ...three()]),
    ['PL1295', /"ties: loose".*"order: strict".*next instant/],
  ],
  'ties in any order': [
    funnel('f', [...ACTOR, 'order: any', 'ties: §strict', ...three()]),
    ['PL1295', /"ties: strict".*"order: any"/],
  ],
  'overlapping steps in any order': [
    funnel('f', [
      ...ACTOR,
      'order: §any',
      'steps:',
      step('Visit'),
      '  - { name: Again, where: [ { field: page, in: [ visit, x ] } ] }',
    ]),
    ['PL1296', /both "Visit" and "Again"/],
  ],
  'totals of first entries': [
    funnel('f', [...FIRST, 'totals: §true', ...three()]),
    ['PL1297', /"entry: first".*one attempt/],
  ],
  'more steps than can be counted': [
    funnel('f', [
      ...ACTOR,
      'steps:',
      ...Array.from(
        { length: 33 },
        (_, i) => `  ${i === 0 ? '§' : ''}- { name: s${i}, where: [ { field: p, is: "${i}" } ] }`
      ),
    ]),
    ['PL1298', /33 steps; at most 32/],
  ],
});
