import type { LaunchPlan, PlannedOperation } from '../../domain/plan/launch-plan.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Variable } from '../schema/variables.ts';
import { placeholderOf } from '../variables.ts';
import type { Draft } from './draft.ts';

/** Every text of a value, through `write`; only texts change, so that its shape stays what it was. */
function rewritten<T>(value: T, write: (text: string) => string): T;
function rewritten(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === 'string') return write(value);
  if (Array.isArray(value)) return value.map((one) => rewritten(one, write));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewritten(one, write)]));
}

/** The variables asked at use whose placeholder stands somewhere in an action, in the order they are listed. */
export const askedIn = (value: unknown, asked: readonly Variable[]): Variable[] => {
  const text = JSON.stringify(value) ?? '';
  return asked.filter((variable) => text.includes(JSON.stringify(placeholderOf(variable)).slice(1, -1)));
};

/** `[point in time]` in what an operation does becomes `{{point-in-time}}`, and the operation waits for its answer (reconciled 34). */
export function withQuestions(draft: Draft, asked: readonly Variable[], more: readonly string[] = []): Draft {
  const used = askedIn(draft.spec, asked);
  const asks = [...new Set([...(draft.asks ?? []), ...used.map((variable) => variable.id), ...more])];
  if (asks.length === 0) return draft;
  const write = (text: string) =>
    used.reduce((rest, variable) => rest.replaceAll(placeholderOf(variable), `{{${variable.id}}}`), text);
  return { ...draft, spec: rewritten(draft.spec, write), asks };
}

/** What the operations of a plan ask of people when it comes to it. */
export function questions(
  content: PackContent,
  operations: readonly PlannedOperation[],
): NonNullable<LaunchPlan['questions']> {
  const asked = new Set(operations.flatMap((operation) => operation.asks ?? []));
  return content.variables
    .filter((variable) => asked.has(variable.id))
    .map(({ id, title, type, notBefore, suggestion, default: standard }) => {
      const prefill = suggestion ?? (standard === undefined ? undefined : String(standard));
      return {
        ...{ id, title, type },
        ...(notBefore === undefined ? {} : { notBeforeItem: notBefore }),
        ...(prefill === undefined ? {} : { suggestion: prefill }),
      };
    });
}
