/** Nightly asks for many more generated cases than a push: PLUMBLINE_PROPERTY_RUNS. */
import fc from 'fast-check';

const runs = Number(process.env.PLUMBLINE_PROPERTY_RUNS ?? '');
if (Number.isInteger(runs) && runs > 0) {
  fc.configureGlobal({ numRuns: runs });
}
