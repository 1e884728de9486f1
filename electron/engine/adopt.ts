import { createHash } from 'node:crypto';
import type { AdoptionDifference } from '#shared/contract/facts.ts';
import { whatBreaks } from '#shared/domain/adoption/what-breaks.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { withoutKeys } from '#shared/domain/roster/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { planDifference } from '#shared/views/plan-difference.ts';
import { planFromPack } from './packs.ts';

/** A plan and a roster that a running launch could adopt, with the hash that is signed. */
export type Candidate = { readonly plan: LaunchPlan; readonly people: readonly Person[]; readonly shown: string };

const plainPeople = (state: LaunchState): readonly Person[] => withoutKeys(Object.values(state.roster.people));

/** The pack as it lies on this machine now, with the launch's own variables, and these people or the present ones. */
export function candidateFor(
  state: LaunchState,
  packs: readonly string[],
  people: readonly Person[] | undefined,
): Result<Candidate, Refusal> {
  const { launch } = state;
  if (launch === null) return err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
  const made = planFromPack(packs, launch.plan.pack.name, launch.plan.variables);
  if (!made.ok) return made;
  const plan = { ...made.value, title: launch.plan.title };
  const roster = people ?? plainPeople(state);
  const shown = createHash('sha256')
    .update(JSON.stringify([plan, roster]))
    .digest('hex');
  return ok({ plan, people: roster, shown });
}

/** How a candidate differs from the running launch, for people to read before anyone signs. */
export function differenceOf(state: LaunchState, candidate: Candidate): AdoptionDifference {
  const before = state.launch === null ? null : { ...state.launch.plan, people: plainPeople(state) };
  return {
    shown: candidate.shown,
    packVersion: candidate.plan.pack.version,
    lines: before === null ? [] : planDifference(before, { ...candidate.plan, people: candidate.people }),
    breaks: whatBreaks(state, candidate),
  };
}
