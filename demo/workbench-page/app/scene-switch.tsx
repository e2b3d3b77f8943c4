import { RadioButtonGroup } from '@grafana/ui';
import React, { useState } from 'react';

interface Props {
  readonly scene: string;
  readonly scenes: readonly string[];
}

/** Words of a scene's name: `payment-outage` is "Payment outage". */
const words = (scene: string) => scene.charAt(0).toUpperCase() + scene.slice(1).replaceAll('-', ' ');

/** Makes something happen in the demo shop from now on; what is past stays as it was. */
export function SceneSwitch({ scene, scenes }: Props) {
  const [now, setNow] = useState(scene);
  const change = async (next: string) => {
    const response = await fetch('/demo/scene', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scene: next }),
    });
    if (response.ok) {
      setNow(next);
    }
  };
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      <span>Demo shop</span>
      <RadioButtonGroup
        size="sm"
        aria-label="What happens in the demo shop from now on"
        options={scenes.map((one) => ({ value: one, label: words(one) }))}
        value={now}
        onChange={change}
      />
    </div>
  );
}
