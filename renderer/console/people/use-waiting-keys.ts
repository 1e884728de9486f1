import { useCallback, useEffect, useState } from 'react';
import type { WaitingKey } from '#shared/contract/facts.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useRealNow } from '../../stores/now.ts';

/** A key that another window made at this console is no event yet: it is asked for now and then. */
const EVERY_MS = 10_000;

/** Keys made on this console that no witness has signed for yet; asked for anew when the roster changes, and now and then. */
export function useWaitingKeys(): { readonly keys: readonly WaitingKey[]; readonly reload: () => Promise<void> } {
  const roster = useLaunch((replica) => replica.state.roster);
  const tick = useRealNow(EVERY_MS);
  const [keys, setKeys] = useState<readonly WaitingKey[]>([]);
  const reload = useCallback(async (): Promise<void> => {
    const answer = await call('identity.waiting', {});
    if (answer.ok) setKeys(answer.value);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: roster and time are why it is asked anew
  useEffect(() => void reload(), [roster, tick, reload]);
  return { keys, reload };
}
