import { Combobox, Tooltip } from '@grafana/ui';
import React, { useState } from 'react';
import type { BootScene } from '../runtime/boot';

interface Props {
  readonly scene: string;
  readonly scenes: readonly BootScene[];
}

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
  const playing = scenes.find(({ name }) => name === now);
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      <Tooltip content={playing?.about ?? 'Incidents now and then, as the seed has them.'}>
        <span>Demo shop</span>
      </Tooltip>
      <Combobox
        width={32}
        aria-label="What happens in the demo shop from now on"
        options={scenes.map(({ name, title, about }) => ({ value: name, label: title, description: about }))}
        value={playing ? now : null}
        placeholder="Everyday life"
        onChange={(chosen) => void change(chosen.value)}
      />
    </div>
  );
}
