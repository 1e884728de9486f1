import type { Action } from '#shared/domain/action/state.ts';
import { tickedAt } from '#shared/domain/checklist/ticked-at.ts';
import { itemById } from '#shared/domain/plan/item-by-id.ts';
import type { PlannedOperation, Procedure, Question } from '#shared/domain/plan/launch-plan.ts';
import { lastRun } from '../../by-hand.ts';
import { minutesSeconds } from '../../format/duration.ts';
import { suggestionOf } from '../../open-work.ts';
import type { About } from '../about.ts';
import { blank, facts, heading, lines, quiet, steps, strong, table, text } from '../blocks.ts';
import { commandsOf, inTurn } from '../hand-steps.ts';
import type { Block, Cell } from '../paper.ts';
import { OPERATION_COLUMNS, operationRow } from './operation-rows.ts';
import { postsOf } from './posts.ts';

/** A question with what it may be and its answer, or a line to write it on: `[point-in-time]` in the commands below. */
function questionRow(
  { state, plan, words }: About,
  question: Question,
  run: Action | undefined,
): readonly [string, Cell] {
  const { id, title, notBeforeItem } = question;
  const answer = run?.answers[id];
  const from = notBeforeItem === undefined ? null : tickedAt(state, notBeforeItem);
  const item = notBeforeItem === undefined ? undefined : itemById(plan, notBeforeItem);
  const earliest = from === null ? 'not ticked yet' : `not before ${words.inFull(from)}`;
  const suggestion = suggestionOf(question, state.launch?.id ?? '', run?.attempt ?? 1);
  return [
    `[${id}]`,
    lines(
      title,
      item !== undefined && quiet(`${item.title}: ${earliest}`),
      suggestion !== '' && quiet(`suggested: ${suggestion}`),
      answer === undefined ? blank('answer') : strong(answer),
    ),
  ];
}

/** What is asked first at one of these operations, before anything of them is done. */
const askedAt = ({ plan }: About, operations: readonly PlannedOperation[], known: Set<string>): readonly Question[] => {
  const asked = new Set(operations.flatMap((operation) => operation.asks ?? []).filter((id) => !known.has(id)));
  for (const id of asked) known.add(id);
  return (plan.questions ?? []).filter(({ id }) => asked.has(id));
};

/**
 * The steps of the database rollback with what to type for each operation and where it stands. The quick rollback, which
 * it begins with, has pages of its own.
 */
export function databaseSteps(about: About, procedure: Procedure): readonly Block[] {
  const { plan, state, proven } = about;
  const run = lastRun(state, procedure);
  const typed = commandsOf(state, procedure, proven ?? { byHand: [] });
  const written = plan.procedures.find(({ id }) => id === procedure.id);
  const known = new Set<string>();
  const isQuick = (step: string): boolean => step === plan.quickRollback.id;
  const first = procedure.steps.some(({ id }) => isQuick(id)) ? 0 : 1;
  return procedure.steps.flatMap((step, index): readonly Block[] => {
    const operations = inTurn(procedure.operations.filter(({ procedureStep }) => procedureStep === step.id));
    const title = `${index + first}  ${step.title}`;
    const head = heading(title, step.budgetMs === null ? '' : `budget ${minutesSeconds(step.budgetMs)}`);
    const entryOf = (id: string) => run?.operations.find((entry) => entry.planned.id === id);
    if (isQuick(step.id)) {
      const done = operations.filter(({ id }) => entryOf(id)?.state === 'succeeded').length;
      const stands = run === undefined ? '' : ` ${done} of ${operations.length} operations are done.`;
      return [head, text(`As its own page says, all of it but the last post; then go on here.${stands}`)];
    }
    const asked = askedAt(about, operations, known);
    const checks = written?.steps.find(({ id }) => id === step.id)?.checks ?? [];
    const rows = operations
      .filter(({ spec }) => spec.kind !== 'message.post')
      .map((operation) => operationRow(entryOf(operation.id), operation, typed(operation)));
    return [
      head,
      text(step.detail, 'quiet'),
      ...(asked.length > 0 ? [facts(asked.map((question) => questionRow(about, question, run)))] : []),
      table(OPERATION_COLUMNS, rows),
      ...postsOf(about, procedure, step.id),
      ...(checks.length > 0 ? [text('Seen:'), steps(checks)] : []),
    ];
  });
}
