import type { Action } from '#shared/domain/action/state.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { lookAtOperation, type OperationKinds, runOperation } from '../adapters/catalogue.ts';
import type { RunOutcome } from '../adapters/operation-kind.ts';

const about = (action: Action, entry: OperationEntry) => ({ action: action.id, operation: entry.planned.id });

/** Runs one operation and says as a command how it ended. */
export async function runOne(
  kinds: OperationKinds,
  action: Action,
  entry: OperationEntry,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<EngineCommand> {
  const context = { signal, progress, cause: `${action.id}/${entry.planned.id}`, isGoal: isRollback(action) };
  return report(
    action,
    entry,
    await runOperation(kinds, entry.planned.spec, context.isGoal ? null : entry.plan, context),
  );
}

function report(action: Action, entry: OperationEntry, outcome: RunOutcome): EngineCommand {
  const ids = about(action, entry);
  switch (outcome.kind) {
    case 'done':
      return { type: 'operation.succeed', ...ids, seen: [...outcome.seen] };
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
      return { type: 'operation.fail', ...ids, ...faultText(outcome.fault) };
    case 'unknown':
      return { type: 'operation.lose', ...ids, message: outcome.fault.message };
  }
}

export const faultText = (fault: Fault): { message: string; hint: string; raw: string } => ({
  message: fault.message,
  hint: fault.hint ?? '',
  raw: fault.raw ?? '',
});

/** Looks what an operation of unknown outcome has come to; tries until the world answers or it is told to stop. */
export async function lookUntilKnown(
  kinds: OperationKinds,
  action: Action,
  entry: OperationEntry,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<EngineCommand | null> {
  for (let waitMs = 300; !signal.aborted; waitMs = Math.min(waitMs * 2, 5000)) {
    const looked = await lookAtOperation(kinds, entry.planned.spec, entry.plan, signal);
    if (looked.ok)
      return {
        type: 'operation.resolve',
        ...about(action, entry),
        applied: looked.value.applied,
        seen: [...looked.value.seen],
      };
    progress(looked.error.message);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return null;
}
