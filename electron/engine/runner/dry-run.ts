import type { EngineCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import type { LaunchPlan, PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import type { DryRunFinding } from '#shared/domain/rollback/commands.ts';
import { rollbackOperations } from '#shared/domain/rollback/operations.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type OperationKinds, planOperation } from '../adapters/catalogue.ts';

/**
 * Plans every operation of a procedure against the real cluster and says how each fares: what the server itself tried
 * out is rehearsed, of the rest only what has to be true before is read (reconciled 26). Changes nothing, sends nothing.
 */
export async function dryRun(
  kinds: OperationKinds,
  state: LaunchState,
  id: string,
  signal: AbortSignal,
): Promise<EngineCommand | null> {
  const entry = state.rollback.dryRuns.find((one) => one.id === id);
  const plan = state.launch?.plan;
  const procedure = entry?.procedure === 'database-rollback' ? plan?.databaseRollback : plan?.quickRollback;
  if (plan === undefined || procedure === undefined || entry === undefined) return null;
  const operations = rollbackOperations(state, procedure, undefined);
  const findings = await Promise.all(operations.map((operation) => findingOf(kinds, plan, operation, signal)));
  if (signal.aborted) return null;
  return { type: 'dry-run.report', dryRun: id, findings };
}

async function findingOf(
  kinds: OperationKinds,
  plan: LaunchPlan,
  operation: PlannedOperation,
  signal: AbortSignal,
): Promise<DryRunFinding> {
  const { id, title, spec } = operation;
  const about = { operation: id, title };
  if (spec.kind === 'manual.step')
    return { ...about, how: 'by-hand', state: 'good', text: 'a person does it and says so' };
  const planned = await planOperation(kinds, spec, signal);
  if (!planned.ok) return { ...about, how: 'checked', state: severityOf(planned.error), text: inWords(planned.error) };
  const how = isRehearsed(planned.value) && questionsOf(plan, operation) === '' ? 'rehearsed' : 'checked';
  const wrong = worstOf(planned.value);
  if (wrong !== null) return { ...about, how, ...wrong };
  return { ...about, how, state: 'good', text: goodText(plan, operation, planned.value) };
}

/** What may answer in a moment says nothing of the procedure; anything else stands in its way. */
const severityOf = ({ retryable }: Fault): DryRunFinding['state'] => (retryable ? 'unknown' : 'act');
const inWords = ({ message, hint }: Fault): string => [message, hint].filter(Boolean).join(' ');

/** The server has tried the change out and would take it. */
const isRehearsed = ({ checks }: OperationPlan): boolean =>
  checks.some(({ what, state }) => what === 'dry run' && state === 'good');

/** What is asked when it comes to it: until then the texts are not the ones that will be sent. */
const questionsOf = ({ questions = [] }: LaunchPlan, { asks = [] }: PlannedOperation): string =>
  asks.map((ask) => questions.find(({ id }) => id === ask)?.title ?? ask).join(', ');

function goodText(plan: LaunchPlan, operation: PlannedOperation, planned: OperationPlan): string {
  const preconditions = planned.checks.map(({ what, text }) => `${what}: ${text}`).join('; ');
  const asked = questionsOf(plan, operation);
  if (asked !== '') return `checked, not rehearsed: it asks for ${asked} first${because(preconditions)}`;
  if (isRehearsed(planned)) return 'accepted by a dry run';
  const isSo = planned.changes.length === 0 && settable.has(operation.spec.kind);
  return isSo ? `it is so already${because(preconditions)}` : `checked, not rehearsed${because(preconditions)}`;
}

/** Kinds that bring something into a state: nothing to change means that it is in it. */
const settable: ReadonlySet<OperationKindName> = new Set([
  'kubernetes.set-image',
  'kubernetes.scale',
  'kubernetes.apply',
  'kubernetes.patch',
  'kubernetes.restore',
  'kubernetes.pin-autoscaler',
  'kubernetes.unpin-autoscaler',
  'traffic.weights',
  'argo.sync',
  'flag.set',
]);

const because = (text: string): string => (text === '' ? '' : ` (${text})`);

const rank = { act: 0, unknown: 1, watch: 2, good: 3 } as const;

function worstOf(plan: OperationPlan): Pick<DryRunFinding, 'state' | 'text'> | null {
  const worst = plan.checks.toSorted((a, b) => rank[a.state] - rank[b.state])[0];
  return worst === undefined || worst.state === 'good'
    ? null
    : { state: worst.state, text: `${worst.what}: ${worst.text}` };
}
