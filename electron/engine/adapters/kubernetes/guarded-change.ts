import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, pause } from '../outcome.ts';

export type PatchOperation =
  | { readonly op: 'test' | 'replace' | 'add'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** One object to change, told in what is read, what counts as reached and what is sent. */
export type GuardedChange<State> = {
  readonly what: string;
  read(signal?: AbortSignal): Promise<Result<State, Fault>>;
  isReached(state: State): boolean;
  /** Fields that hold something else than the confirmed plan showed; none for a goal. */
  changedSince(state: State): readonly string[];
  /** `test` operations on what was just read, then the change: sent twice it does no harm. */
  patch(state: State): readonly PatchOperation[];
  send(patch: readonly PatchOperation[]): Promise<Result<State, Fault>>;
};

export type Changed<State> =
  | { readonly kind: 'reached'; readonly state: State; readonly wasChanged: boolean }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome };

const tries = 6;

/**
 * Looks, changes, and looks again when the answer got lost or the object moved in between. The patch fails rather than
 * overwrites, so trying again is safe even when an earlier one is still on its way.
 */
export async function applyGuarded<State>(change: GuardedChange<State>, context: RunContext): Promise<Changed<State>> {
  const ended = (outcome: RunOutcome): Changed<State> => ({ kind: 'ended', outcome });
  let lostAnswer: Fault | null = null;
  let refused: { readonly fault: Fault; readonly guards: string } | null = null;

  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await pause(Math.min(200 * 2 ** attempt, 3_000), lostAnswer === null ? context.signal : undefined);
    if (context.signal.aborted && lostAnswer === null) return ended(cancelled(`${change.what} was not changed.`));

    const state = await change.read(lostAnswer === null ? context.signal : undefined);
    if (!state.ok) {
      if (!state.error.retryable || (lostAnswer === null && !context.isGoal))
        return ended(failed(lostAnswer ?? state.error));
      if (attempt === tries - 1) return ended(failed(lostAnswer ?? state.error));
      context.progress(state.error.message);
      continue;
    }
    if (change.isReached(state.value)) return { kind: 'reached', state: state.value, wasChanged: lostAnswer !== null };
    const fields = change.changedSince(state.value);
    if (fields.length > 0) return ended(lostAnswer === null ? { kind: 'changed-since', fields } : failed(lostAnswer));
    // Not applied so far, and cancelled while in doubt: whether it still comes can't be said.
    if (context.signal.aborted && lostAnswer !== null) return ended(failed(lostAnswer));

    const patch = change.patch(state.value);
    const guards = JSON.stringify(patch.filter((one) => one.op === 'test'));
    // Refused although nothing it guards has moved: it is the change itself that the cluster doesn't want.
    if (refused !== null && refused.guards === guards && refused.fault.cause === 'invalid')
      return ended(failed(refused.fault));

    const sent = await change.send(patch);
    if (sent.ok) return { kind: 'reached', state: sent.value, wasChanged: true };
    const fault = sent.error;
    if (fault.cause === 'outcome-unknown') {
      lostAnswer = fault;
      context.progress(fault.message);
    } else if (fault.cause === 'conflict' || fault.cause === 'invalid') {
      refused = { fault, guards };
    } else if (fault.retryable && (context.isGoal || fault.cause === 'rate-limited')) {
      context.progress(fault.message);
      await pause(fault.retryAfterMs ?? 0, context.signal);
    } else {
      return ended(failed(lostAnswer ?? fault));
    }
  }
  if (lostAnswer !== null) return ended(failed(lostAnswer));
  return ended({
    kind: 'failed',
    fault: {
      kind: 'fault',
      cause: 'conflict',
      message: `${change.what} was not changed: it was changed by others ${tries} times in a row.`,
      hint: 'See who changes it (an operator, a GitOps tool, an autoscaler) and stop that first.',
      retryable: true,
      ...(refused === null ? {} : { raw: refused.fault.message }),
    },
  });
}

/** A goal goes on asking a cluster that doesn't answer for a moment, a few times; everything else asks once. */
export async function untilRead<T>(
  read: () => Promise<Result<T, Fault>>,
  context: RunContext,
): Promise<Result<T, Fault>> {
  let result = await read();
  for (let attempt = 0; attempt < 4 && !result.ok && result.error.retryable && context.isGoal; attempt += 1) {
    context.progress(result.error.message);
    if (!(await pause(result.error.retryAfterMs ?? 500 * 2 ** attempt, context.signal))) break;
    result = await read();
  }
  return result;
}

/** Who did it and why (reconciled 13). */
export const changeCause = 'kubernetes.io/change-cause';

type Meta = {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
};

/** Guards identity and leaves who did it and why in `kubernetes.io/change-cause` (reconciled 13); a null cause leaves nothing. */
export function identityAndCause(meta: Meta, cause: string | null): readonly PatchOperation[] {
  const uid: PatchOperation = { op: 'test', path: '/metadata/uid', value: meta.uid };
  if (cause === null) return [uid];
  if (meta.annotations !== undefined) {
    return [uid, { op: 'add', path: '/metadata/annotations/kubernetes.io~1change-cause', value: cause }];
  }
  // Adding the whole map would drop an annotation that came in between: then any change at all must fail it.
  return [
    uid,
    { op: 'test', path: '/metadata/resourceVersion', value: meta.resourceVersion },
    { op: 'add', path: '/metadata/annotations', value: { [changeCause]: cause } },
  ];
}
