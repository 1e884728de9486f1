import { useState } from 'react';
import { asId } from '#shared/domain/as-id.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { caughtUp } from '../../stores/launch-head.ts';

export type As = { readonly person: string; readonly passphrase: string };
export type Dispatch = {
  /** True when it was done. What stood in the way is in `trouble` until the next try. */
  readonly send: (command: PersonCommand, as?: As) => Promise<boolean>;
  readonly trouble: Trouble | null;
  readonly isBusy: boolean;
};

/** Sends commands for one place of the window, which shows what came of them. */
export function useDispatch(): Dispatch {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (command: PersonCommand, as?: As): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const signer = as === undefined ? {} : { as: { person: asId<PersonId>(as.person), passphrase: as.passphrase } };
    const answer = await call('launch.dispatch', { command, ...signer });
    // Its events came before the answer: whoever asked for it finds them in the launch, on every view.
    await caughtUp();
    setBusy(false);
    if (!answer.ok) setTrouble(answer.trouble);
    return answer.ok;
  };
  return { send, trouble, isBusy };
}
