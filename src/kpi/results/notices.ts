import type { Diagnostic } from '../diagnostics';
import type { Notice } from './types';

/** A diagnostic as a result carries it. */
export function noticeOf({ code, severity, message, hint, source }: Diagnostic, kpi?: string): Notice {
  return {
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(source === undefined ? {} : { source }),
    ...(kpi === undefined ? {} : { kpi }),
  };
}
