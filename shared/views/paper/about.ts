import type { LaunchKind, LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';
import type { Proven } from './hand-steps.ts';
import { type PaperWords, paperWords } from './paper-words.ts';

/** Everything a paper is made from. */
export type PaperInput = {
  readonly state: LaunchState;
  /** Launch time, epoch ms. */
  readonly now: number;
  /** What it is written for: `GO/NO-GO Decision Meeting`, `asked for`. */
  readonly why: string;
  readonly log: {
    readonly position: number;
    readonly headHash: string;
    /** The newest ones, oldest first. */
    readonly events: readonly StoredEvent[];
  };
  /** The commands of a rollback as the cluster last proved them; null or empty where nothing was proven. */
  readonly proven: (Proven & { readonly at: number | null }) | null;
};

/** What a section of the paper looks at. */
export type About = Omit<PaperInput, 'state'> & {
  readonly state: LaunchState;
  readonly plan: LaunchPlan;
  readonly kind: LaunchKind;
  readonly words: PaperWords;
};

/** Null while there is no launch. */
export function aboutOf(input: PaperInput): About | null {
  const { launch } = input.state;
  if (launch === null) return null;
  return { ...input, plan: launch.plan, kind: launch.kind, words: paperWords(input.state, launch.plan) };
}
