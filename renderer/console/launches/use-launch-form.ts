import { useState } from 'react';
import type { PackListed } from '#shared/contract/facts.ts';
import { asId } from '#shared/domain/as-id.ts';
import type { LaunchId } from '#shared/domain/ids.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import { draftFromTemplate, type LaunchDraft, type LaunchKind, newDraft } from '#shared/views/launch-draft.ts';
import { call } from '../../bridge/bridge.ts';
import { useAnswer } from '../../bridge/use-answer.ts';

export type LaunchForm = {
  readonly packs: readonly PackListed[];
  /** Null while no form is open. */
  readonly draft: LaunchDraft | null;
  readonly pack: PackListed | null;
  readonly trouble: Trouble | null;
  readonly change: (draft: LaunchDraft) => void;
  readonly begin: (pack: PackListed, kind: LaunchKind) => void;
  /** Begins with another launch's answers and people. */
  readonly beginFrom: (launch: string) => Promise<void>;
  readonly close: () => void;
};

/** The form that a launch is made with: empty, or a copy of another one. */
export function useLaunchForm(): LaunchForm {
  const { value, trouble: listTrouble } = useAnswer('packs.list', {});
  const [draft, setDraft] = useState<LaunchDraft | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const packs = value ?? [];
  const beginFrom = async (launch: string): Promise<void> => {
    const answer = await call('launch.template', { launch: asId<LaunchId>(launch) });
    if (!answer.ok) return setTrouble(answer.trouble);
    const pack = packs.find((one) => one.name === answer.value.pack);
    setTrouble(pack === undefined ? noPack(answer.value.pack) : null);
    if (pack !== undefined) setDraft(draftFromTemplate(answer.value, pack, Date.now()));
  };
  return {
    packs,
    draft,
    pack: packs.find((one) => one.name === draft?.pack) ?? null,
    trouble: trouble ?? listTrouble,
    change: setDraft,
    begin: (pack, kind) => setDraft(newDraft(pack, kind, Date.now())),
    beginFrom,
    close: () => setDraft(null),
  };
}

const noPack = (name: string): Trouble =>
  refusal('no-such-pack', `The pack ${name} is not on this machine any more.`, 'Put it back, or begin with another.');
