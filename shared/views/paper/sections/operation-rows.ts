import type { OperationEntry } from '#shared/domain/operation/state.ts';
import type { PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { alarm, code, lines, quiet, strong } from '../blocks.ts';
import { operationWords } from '../operation-words.ts';
import type { Row } from '../paper.ts';

/**
 * An operation with its words, what to type for it, and where it stands. `byHand` is what to type; without it the
 * command that was planned.
 */
export function operationRow(
  entry: OperationEntry | undefined,
  planned: PlannedOperation,
  byHand?: readonly string[],
): Row {
  const isDone = entry?.state === 'succeeded';
  const seen = (entry?.seen ?? []).map(
    (one) => `${one.what}: ${one.seen}${one.agrees ? '' : `, expected ${one.expected}`}`,
  );
  const command = entry?.plan?.equivalent ?? '';
  const typed = byHand ?? (command === '' ? [] : [command]);
  return [
    { box: isDone ? 'done' : 'open' },
    lines(strong(planned.title), quiet(operationWords(planned.spec)), ...typed.map(code)),
    entry === undefined
      ? ''
      : lines(
          isDone || entry.state === 'waiting' ? entry.state.replace('-', ' ') : alarm(entry.state.replace('-', ' ')),
          ...seen.map(quiet),
          entry.trouble !== null && alarm(entry.trouble.message),
        ),
  ];
}

export const OPERATION_COLUMNS = ['  4', 'Operation 66', 'Stands 30'] as const;
