import { useCallback, useEffect, useState } from 'react';
import type { WallFacts } from '#shared/contract/wall-facts.ts';
import type { WindowCallInput } from '#shared/contract/window-calls.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { askMain, on } from '../../../bridge/bridge.ts';

export type WallInHand = {
  /** Null until main has said it. */
  readonly facts: WallFacts | null;
  readonly trouble: Trouble | null;
  readonly change: (change: WindowCallInput<'window.setWall'>) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly identify: () => void;
};

type Asked = { readonly ok: true } | { readonly ok: false; readonly trouble: Trouble };

/** The wall of this machine as it is now, and what a person may do with it. */
export function useWall(): WallInHand {
  const [facts, setFacts] = useState<WallFacts | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const heard = useCallback((answer: Asked): void => setTrouble(answer.ok ? null : answer.trouble), []);
  useEffect(() => {
    const end = on('wall.state', setFacts);
    void askMain('window.wall', {}).then((answer) => {
      heard(answer);
      if (answer.ok) setFacts(answer.value);
    });
    return end;
  }, [heard]);
  return {
    facts,
    trouble,
    change: (change) => void askMain('window.setWall', change).then(heard),
    open: () => void askMain('window.openWall', {}).then(heard),
    close: () => void askMain('window.closeWall', {}).then(heard),
    identify: () => void askMain('window.identify', {}).then(heard),
  };
}
