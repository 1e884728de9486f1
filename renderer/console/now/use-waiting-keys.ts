import { useEffect, useState } from 'react';
import type { WaitingKey } from '#shared/contract/facts.ts';
import { call } from '../../bridge/bridge.ts';
import { useRealNow } from '../../stores/now.ts';

/** A key is made at this console and is no event yet: it is asked for now and then. */
const EVERY_MS = 10_000;

/** Keys that were made on this console and that no witness has signed for. */
export function useWaitingKeys(): readonly WaitingKey[] {
  const [waiting, setWaiting] = useState<readonly WaitingKey[]>([]);
  const tick = useRealNow(EVERY_MS);
  useEffect(() => {
    let isAway = false;
    if (tick >= 0)
      void call('identity.waiting', {}).then((answer) => {
        if (!isAway && answer.ok) setWaiting(answer.value);
      });
    return () => {
      isAway = true;
    };
  }, [tick]);
  return waiting;
}
