import { locationService } from '@grafana/runtime';
import { useEffect } from 'react';

const QUESTION = 'The definitions are not saved. Leave this page? Your text is kept in this tab until you close it.';

/** Asks before the page is left, closed or loaded anew while something is not saved. */
export function useLeaveGuard(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) {
      return undefined;
    }
    const onUnload = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      event.returnValue = QUESTION;
    };
    window.addEventListener('beforeunload', onUnload);
    const { pathname: here } = window.location;
    const unblock = locationService
      .getHistory()
      .block(({ pathname }: { readonly pathname: string }) => (here.endsWith(pathname) ? undefined : QUESTION));
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      unblock();
    };
  }, [isUnsaved]);
}
