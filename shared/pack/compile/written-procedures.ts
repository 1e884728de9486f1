import { AuthorityId } from '../../domain/ids.ts';
import type { LaunchPlan } from '../../domain/plan/launch-plan.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Procedure, ProcedureStep } from '../schema/procedures.ts';
import { fill, placeholderOf, type VariableValue } from '../variables.ts';
import { type ByHand, byHand } from './by-hand.ts';
import { askedIn } from './questions.ts';

type Values = ReadonlyMap<string, VariableValue>;

/** What has to be known before a step can be done: `[point in time]: To which moment ...?` */
function questions(content: PackContent, step: ProcedureStep): string[] {
  const asked = content.variables.filter((variable) => variable.asked === 'use');
  const used = new Set([...askedIn(step.actions, asked).map(({ id }) => id), ...step.asks]);
  return asked.filter(({ id }) => used.has(id)).map((variable) => `${placeholderOf(variable)}: ${variable.title}`);
}

function written(content: PackContent, procedure: Procedure, values: Values, hand: ByHand) {
  return {
    id: procedure.id,
    kind: procedure.kind,
    title: procedure.title,
    authority: AuthorityId.parse(procedure.authority),
    ...(procedure.warning === undefined ? {} : { warning: procedure.warning }),
    budgetMs: procedure.budget,
    ...(procedure.longest === undefined ? {} : { longestMs: procedure.longest }),
    prerequisites: procedure.prerequisites,
    steps: procedure.steps.map((step) => ({
      id: step.id,
      title: step.title,
      detail: fill(step.detail, values),
      budgetMs: step.budget ?? null,
      actions: [...questions(content, step), ...step.actions.flatMap((action) => byHand(hand, action))],
      checks: step.checks,
    })),
  };
}

/** The procedures as people read them, with what to type when the console can't. */
export const writtenProcedures = (content: PackContent, values: Values, hand: ByHand): LaunchPlan['procedures'] =>
  content.procedures.map((procedure) => written(content, procedure, values, hand));
