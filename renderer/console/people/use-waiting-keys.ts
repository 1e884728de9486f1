import { useCallback, useEffect, useState } from 'react';
import type { WaitingKey } from '#shared/contract/facts.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';

/** Keys made on this console that no witness has signed for yet; asked for anew whenever the roster has changed. */
export function useWaitingKeys(): { readonly keys: readonly WaitingKey[]; readonly reload: () => Promise<void> } {
  const roster = useLaunch((replica) => replica.state.roster);
  const [keys, setKeys] = useState<readonly WaitingKey[]>([]);
  const reload = useCallback(async (): Promise<void> => {
    const answer = await call('identity.waiting', {});
    if (answer.ok) setKeys(answer.value);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster is why it is asked anew
  useEffect(() => void reload(), [roster, reload]);
  return { keys, reload };
}
