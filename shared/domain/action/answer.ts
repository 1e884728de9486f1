import { Temporal } from 'temporal-polyfill';
import { tickedAt } from '../checklist/ticked-at.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { goOn } from '../operation/consequences.ts';
import type { Question } from '../plan/launch-plan.ts';
import { isOnItsWay, isRollback } from '../rollout/attempt.ts';
import { entitledTo } from './start.ts';

/** What an action's operations ask for, answered by who asked or may confirm; what waited only for it starts. */
export function decideAnswer(state: LaunchState, command: CommandOf<'action.answer'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  // One that failed is answered anew before somebody goes on with it: it may have failed for what was answered.
  const mayGoOn = action !== undefined && (isOnItsWay(action) || (isRollback(action) && action.state === 'failed'));
  if (!mayGoOn) return refuse('nothing-asked', 'Nothing is asked there now.');
  const denied = entitledTo(state, action, stamp);
  if (denied !== null) return denied;
  const asked = new Set(
    action.operations.filter((entry) => entry.state !== 'succeeded').flatMap((entry) => entry.planned.asks ?? []),
  );
  for (const [id, answer] of Object.entries(command.answers)) {
    const question = state.launch?.plan.questions?.find((entry) => entry.id === id);
    if (question === undefined || !asked.has(id)) return refuse('not-asked', `"${id}" is not asked there.`);
    const wrong = whyNot(state, question, answer, stamp.at);
    if (wrong !== null) return wrong;
  }
  const running = action.operations.find(
    (entry) =>
      (entry.state === 'running' || entry.state === 'outcome-unknown' || entry.state === 'succeeded') &&
      (entry.planned.asks ?? []).some((id) => id in command.answers && action.answers[id] !== command.answers[id]),
  );
  if (running !== undefined)
    return refuse('in-use', `${running.planned.title} has begun with the answer given before.`, 'Stop it first.');
  const { answers } = command;
  const next =
    action.state === 'running'
      ? goOn({ ...action, answers: { ...action.answers, ...answers } })
      : { events: [], effects: [] };
  return decided(
    [{ type: 'action.answered', action: action.id, by: stamp.person, answers }, ...next.events],
    next.effects,
  );
}

/** Epoch ms of a moment with its zone, `2026-11-26T08:00:00Z`; null when it isn't one. */
const momentOf = (text: string): number | null => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
};

/** An answer fits what is asked; a moment lies in the past and after what the verified backup holds (reconciled 22). */
function whyNot(state: LaunchState, question: Question, answer: string, now: number): Decision | null {
  if (question.type === 'url' && !/^https?:\/\/\S+$/.test(answer))
    return refuse('answer-wrong', `${answer} is no address.`, 'Write it with https:// in front.');
  if (question.type === 'number' && !Number.isFinite(Number(answer)))
    return refuse('answer-wrong', `${answer} is no number.`);
  if (question.type !== 'moment-in-time') return null;
  const trouble = momentTrouble(state, question, answer, now);
  return trouble === null
    ? null
    : refuse('answer-wrong', trouble, 'Choose a moment before the damage, and after the backup that was verified.');
}

/**
 * Why an answer is no moment to go back to, in a sentence; null when it is one: in the past, and not before what the
 * verified backup holds. Where nobody has ticked that backup its bound isn't known, and isn't asked for.
 */
export function momentTrouble(state: LaunchState, question: Question, answer: string, now: number): string | null {
  const at = momentOf(answer);
  if (at === null) return `${answer} is no moment with its zone: write it like 2026-11-26T08:00:00Z.`;
  if (at >= now) return `${answer} is not in the past.`;
  const from = question.notBeforeItem === undefined ? null : tickedAt(state, question.notBeforeItem);
  return from !== null && at < from
    ? `${answer} lies before the backup that was verified at ${Temporal.Instant.fromEpochMilliseconds(from).toString()}.`
    : null;
}
