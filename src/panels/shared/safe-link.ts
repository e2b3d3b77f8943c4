/** The same rule on panels as in reports. */
export * from '../../kpi/words/safe-link';
