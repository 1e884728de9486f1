import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { gateAt, gateStanding } from './gate-board.ts';
import { type ListStanding, listDueNext, listStandings } from './list-standing.ts';

/** So long before its time a gate is what comes next, before the lists. */
const NEAR_MS = 30 * 60_000;

/** What comes next on the day before phase 1: a checklist, or a decision. */
export type DayTask =
  | { readonly kind: 'list'; readonly standing: ListStanding; readonly gate: Gate | null }
  | { readonly kind: 'gate'; readonly gate: Gate };

/** Gates that are still to be decided; what came before the last one that was decided is no more of this day. */
export function undecided(state: LaunchState, now: number): readonly Gate[] {
  const gates = (state.launch?.plan.gates ?? []).toSorted((a, b) => gateAt(state, a) - gateAt(state, b));
  const standings = gates.map((gate) => gateStanding(state, gate, now));
  const last = standings.findLastIndex((standing) => standing.tone !== null);
  return gates.slice(standings[last]?.isFresh === true ? last + 1 : Math.max(0, last));
}

/** The gate whose time is near or past and that isn't GO: the last of them, for it overtakes the others. */
export const gateAtHand = (state: LaunchState, now: number): Gate | null =>
  undecided(state, now).findLast((gate) => now >= gateAt(state, gate) - NEAR_MS) ?? null;

/** The gate that people look at: the one at hand, else the next one, else the last that was decided. */
export const nearGate = (state: LaunchState, now: number): Gate | null =>
  gateAtHand(state, now) ?? undecided(state, now)[0] ?? state.launch?.plan.gates.at(-1) ?? null;

/** What the commander turns to next: the decision at hand, else the list that is due next, else the decision to come. */
export function dayTask(state: LaunchState, now: number): DayTask | null {
  const atHand = gateAtHand(state, now);
  if (atHand !== null && atHand.opens === 'launch') return { kind: 'gate', gate: atHand };
  const next = listDueNext(listStandings(state, now), now);
  const isNear = atHand !== null && now < gateAt(state, atHand) + NEAR_MS;
  if (isNear) return { kind: 'gate', gate: atHand };
  const open = undecided(state, now);
  const coming = open.find((gate) => gateAt(state, gate) + NEAR_MS > now) ?? open.at(-1) ?? null;
  if (next !== null && !next.isComplete && (next.dueAt >= now || coming === null))
    return { kind: 'list', standing: next, gate: coming };
  return coming === null ? null : { kind: 'gate', gate: coming };
}
