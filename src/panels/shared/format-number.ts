/** The same words on panels as in reports and gates. */
export * from '../../kpi/words/format-number';
