/** What a push tries in a minute and the slow step of CI in full: PLUMBLINE_SLOW=1. */
const isSlow = process.env.PLUMBLINE_SLOW === '1';

/** `slow` under PLUMBLINE_SLOW=1, otherwise `fast`. */
export const sets = <T>(fast: T, slow: T): T => (isSlow ? slow : fast);
