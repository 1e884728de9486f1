import type { Action } from '#shared/domain/action/state.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import { fillSpec } from '#shared/domain/operation/fill-spec.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { lookAtOperation, type OperationKinds, runOperation } from '../adapters/catalogue.ts';
import type { RunOutcome } from '../adapters/operation-kind.ts';
import { pause } from '../adapters/outcome.ts';

const about = (action: Action, entry: OperationEntry) => ({ action: action.id, operation: entry.planned.id });

/** Runs one operation and says as a command how it ended. */
export async function runOne(
  kinds: OperationKinds,
  action: Action,
  entry: OperationEntry,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<EngineCommand> {
  const context = {
    ...{ signal, progress, cause: `${action.id}/${entry.planned.id}` },
    ...{ isGoal: isRollback(action), isForced: action.forced !== null },
  };
  // Planned before its questions were answered: nobody has confirmed what it comes to, so it is planned and shown first.
  if (!context.isGoal && isUnanswered(entry))
    return { type: 'operation.refuse', ...about(action, entry), fields: ['what was answered'] };
  const spec = fillSpec(entry.planned.spec, action.answers);
  return report(action, entry, await runOperation(kinds, spec, context.isGoal ? null : entry.plan, context));
}

/** Whether its plan was made while its questions were open. */
const isUnanswered = ({ planned, plan }: OperationEntry): boolean =>
  (planned.asks ?? []).length > 0 && plan?.equivalent === '' && plan.targets.length === 0;

function report(action: Action, entry: OperationEntry, outcome: RunOutcome): EngineCommand {
  const ids = about(action, entry);
  switch (outcome.kind) {
    case 'done':
      return {
        ...{ type: 'operation.succeed', ...ids, seen: [...outcome.seen] },
        ...(outcome.noted === undefined ? {} : { noted: { ...outcome.noted } }),
        ...(outcome.output === undefined ? {} : { output: outcome.output }),
      };
    case 'changed-since':
      return { type: 'operation.refuse', ...ids, fields: [...outcome.fields] };
    case 'not-effective': {
      const wrong = outcome.seen
        .filter((seen) => !seen.agrees)
        .map((seen) => `${seen.what}: expected ${seen.expected}, seen ${seen.seen}`);
      return {
        type: 'operation.fail',
        ...ids,
        message: `Not effective: the change was accepted and nothing changed. ${wrong.join('; ')}`,
        hint: 'Look who sets it back: an autoscaler, Argo CD, an admission webhook.',
        raw: '',
      };
    }
    case 'failed':
      if (outcome.fault.cause === 'cancelled')
        return { type: 'operation.cancel', ...ids, message: outcome.fault.message };
      return {
        ...{ type: 'operation.fail', ...ids, ...faultText(outcome.fault) },
        ...(outcome.output === undefined ? {} : { output: outcome.output }),
      };
    case 'unknown':
      return { type: 'operation.lose', ...ids, message: outcome.fault.message };
  }
}

const faultText = (fault: Fault): { message: string; hint: string; raw: string } => ({
  message: fault.message,
  hint: fault.hint ?? '',
  raw: fault.raw ?? '',
});

/**
 * Looks what an operation of unknown outcome has come to; tries until the world answers or it is told to stop. What can't
 * be looked at is left to a person, who says what is true (`operation.attest`).
 */
export async function lookUntilKnown(
  kinds: OperationKinds,
  action: Action,
  entry: OperationEntry,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<EngineCommand | null> {
  for (let waitMs = 300; !signal.aborted; waitMs = Math.min(waitMs * 2, 5000)) {
    const spec = fillSpec(entry.planned.spec, action.answers);
    const looked = await lookAtOperation(kinds, spec, entry.plan, signal);
    if (looked.ok)
      return {
        type: 'operation.resolve',
        ...about(action, entry),
        applied: looked.value.applied,
        seen: [...looked.value.seen],
      };
    progress([looked.error.message, looked.error.hint].filter(Boolean).join(' '));
    if (looked.error.cause === 'outcome-unknown' && !looked.error.retryable) return null;
    await pause(waitMs, signal);
  }
  return null;
}
