import { useState } from 'react';
import type { ItemId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';

/** Runs an item's probe now; what it found comes with what is observed. */
export function useProbes() {
  const [checking, setChecking] = useState<ReadonlySet<string>>(new Set());
  const [probeTrouble, setTrouble] = useState<Trouble | null>(null);
  const probe = (item: ItemId): void => {
    setChecking((before) => new Set([...before, item]));
    void call('probe.run', { item }).then((answer) => {
      setChecking((before) => new Set([...before].filter((one) => one !== item)));
      setTrouble(answer.ok ? null : answer.trouble);
    });
  };
  return { checking, probe, probeTrouble };
}
