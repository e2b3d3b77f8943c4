import { LoadingState, type PanelData } from '@grafana/data';
import React from 'react';

/** What a panel without numbers says: the reason it was given, never an empty box. */
export function Empty({ data, noValue }: { data: PanelData; noValue?: string }) {
  const reasons = data.series.flatMap((frame) => frame.meta?.notices ?? []).map((notice) => notice.text);
  const asking = data.state === LoadingState.Loading;
  const text = data.error?.message ?? reasons[0] ?? (asking ? 'Asking …' : (noValue ?? 'No data in this time range'));
  return (
    <div style={{ height: '100%', display: 'grid', placeItems: 'center', textAlign: 'center', overflow: 'auto' }}>
      {text}
    </div>
  );
}
