import { useCallback, useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from './bridge.ts';

export type Answer<T> = {
  /** Null until it came. */
  readonly value: T | null;
  readonly trouble: Trouble | null;
  readonly reload: () => Promise<void>;
};

/** What the engine answers to a call, asked when a view opens and again on demand. */
export function useAnswer<N extends CallName>(name: N, input: CallInput<N>): Answer<CallOutput<N>> {
  const [value, setValue] = useState<CallOutput<N> | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const sent = JSON.stringify(input);
  const reload = useCallback(async (): Promise<void> => {
    const answer = await call(name, JSON.parse(sent));
    setTrouble(answer.ok ? null : answer.trouble);
    if (answer.ok) setValue(() => answer.value);
  }, [name, sent]);
  useEffect(() => void reload(), [reload]);
  return { value, trouble, reload };
}
