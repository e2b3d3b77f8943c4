import { fingerprint } from '../../fingerprint';

/** Grafana's limit and alphabet of uids: pkg/util/shortid_generator.go. */
const LONGEST = 40;
const ALLOWED = /^[a-z0-9_-]+$/;

/**
 * `plumbline-checkout-success-page`: the same for the same data source, KPI and severity for ever, and different for different ones also
 * where the database ignores case. What does not fit becomes a digest behind the beginning of its text, told by `_` from whole ones.
 */
export function ruleUid(dataSourceUid: string, kpi: string, severity: string): string {
  const whole = `${dataSourceUid}-${kpi}-${severity}`;
  // A data source's uid may hold dashes: without its length, the ends of one and the other could change places.
  if (whole.length <= LONGEST && ALLOWED.test(whole) && dataSourceUid.indexOf('-') < 0) {
    return whole;
  }
  const digest = fingerprint(JSON.stringify([dataSourceUid, kpi, severity]));
  const head = whole.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  return `${head.slice(0, LONGEST - digest.length - 1)}_${digest}`;
}
