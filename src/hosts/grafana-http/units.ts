/** Currencies that Grafana has a unit id for; any other is written with its code (`currency:AUD`). */
const CURRENCIES = new Set(
  'USD GBP EUR JPY RUB UAH BRL DKK ISK NOK SEK CZK CHF PLN BTC ZAR INR KRW IDR PHP VND TRY MYR XPF BGN PYG UYU ILS'.split(
    ' '
  )
);

const PLAIN: Readonly<Record<string, string>> = {
  ratio: 'percentunit',
  count: 'short',
  seconds: 's',
  milliseconds: 'ms',
  minutes: 'm',
  hours: 'h',
  days: 'd',
  // How many times as fast as sustainable: 2.3×.
  times: 'suffix:×',
};

/**
 * A definition's unit as Grafana's unit id: `ratio` -> `percentunit`, `currency:EUR` -> `currencyEUR`, `seconds` -> `s`,
 * `count` -> `short`; compound units (`currency:EUR/min`, `ratio:EUR/count`) become a suffix, so that nothing is converted.
 * Unknown units are returned as a suffix too; undefined stays undefined.
 */
export function grafanaUnit(unit: string | undefined): string | undefined {
  if (unit === undefined || unit === '') {
    return undefined;
  }
  if (PLAIN[unit]) {
    return PLAIN[unit];
  }
  const currency = /^currency:([A-Z]{3})$/.exec(unit)?.[1];
  if (currency) {
    return CURRENCIES.has(currency) ? `currency${currency}` : `currency:${currency}`;
  }
  return `suffix: ${unit.replace(/^(currency|ratio):/, '')}`;
}
