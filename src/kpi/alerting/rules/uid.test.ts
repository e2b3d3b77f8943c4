import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NAME_PATTERN } from '../../definition/scalars';
import { ruleUid } from './uid';

const kpi = fc.stringMatching(new RegExp(NAME_PATTERN));
const severity = fc.constantFrom('page', 'ticket');
const source = fc.oneof(fc.constant('plumbline'), fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/));
const rule = fc.tuple(source, kpi, severity);

it('short names stay readable', () => {
  expect(ruleUid('plumbline', 'checkout-success', 'page')).toBe('plumbline-checkout-success-page');
});

it('fits Grafana whatever the names are, and is the same again', () => {
  fc.assert(
    fc.property(rule, (parts) => {
      const uid = ruleUid(...parts);
      expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
      expect(ruleUid(...parts)).toBe(uid);
    })
  );
});

it('differs for different rules, also where the database ignores case', () => {
  // Names that are near each other: few letters, dashes, dots, and severities as parts of names.
  const near = fc.stringMatching(/^a(a|-|_|\.|-page|-ticket){0,8}$/);
  const uid = fc.constantFrom('p', 'p-a', 'P', 'p_a', 'plumbline');
  const any = fc.oneof(rule, fc.tuple(uid, near, severity)) as typeof rule;
  fc.assert(
    fc.property(fc.uniqueArray(any, { selector: (parts) => JSON.stringify(parts), maxLength: 30 }), (all) => {
      const uids = all.map((parts) => ruleUid(...parts).toLowerCase());
      expect(new Set(uids).size).toBe(uids.length);
    }),
    { numRuns: 300 }
  );
});
