import type { Check, OperationPlan, Seen } from '#shared/domain/operation/plan.ts';
import type { WeightsSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, pause, unplanned } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { readDeployment } from './deployments.ts';
import { untilRead } from './guarded-change.ts';
import { settleMs } from './object-change.ts';
import { changedSince, changeWeights, matches, weightChanges } from './route-change.ts';
import { listVirtualServices, type VirtualService, weightsOf } from './routes.ts';
import { capacity, noRoute, planWeights } from './weights-plan.ts';
import { setBackBy, whoSet } from './who-set.ts';

/** `traffic.weights`: moves both weights on every http route that names both subsets, in every VirtualService of the host. */
export function createWeightsKind(connection: Connection): OperationKind<WeightsSpec> {
  async function services(spec: WeightsSpec, signal?: AbortSignal): Promise<Result<readonly VirtualService[], Fault>> {
    const all = await listVirtualServices(connection, signal);
    return all.ok ? ok(all.value.filter((one) => matches(connection, spec, one))) : all;
  }

  async function run(spec: WeightsSpec, plan: OperationPlan | null, context: RunContext): Promise<RunOutcome> {
    if (plan === null && !context.isGoal) return unplanned(`Moving the traffic of ${spec.host}`);
    const found = await untilRead(() => services(spec, context.signal), context);
    if (!found.ok) return failed(found.error);
    if (found.value.length === 0) return failed(noRoute(connection, spec));
    const fields = found.value.flatMap((one) => changedSince(connection, spec, one, plan, context));
    if (fields.length > 0) return { kind: 'changed-since', fields };
    if (found.value.some((one) => weightChanges(connection, spec, one).length > 0)) {
      const short = await capacity(spec, (name) => readDeployment(connection, name, context.signal));
      if (short !== null && short.state !== 'good') {
        if (!context.isGoal && !context.isForced) return failed(refused(spec, short));
        context.progress(`warning: ${short.text}${context.isForced ? '; a person goes over it' : ''}`);
      }
      const stopped = await moveAll(found.value, spec, plan, context);
      if (stopped !== null) return stopped;
      // Who sets it back does so a moment later; a rollback reads everything back at its end.
      if (!context.isGoal) await pause(settleMs, context.signal);
    } else {
      context.progress(`${spec.host}: the weights are there already`);
    }
    // Read back without the signal: what was sent has to be known.
    const after = await untilRead(() => services(spec), context);
    if (!after.ok)
      return failed({
        ...after.error,
        cause: 'outcome-unknown',
        message: `The weights of ${spec.host} were sent but could not be read back: ${after.error.message}`,
      });
    const seen = seenOf(connection, spec, after.value);
    return { kind: seen.every((one) => one.agrees) ? 'done' : 'not-effective', seen };
  }

  /** One VirtualService after the other; what had moved before a stop is said, since there is no transaction over several. */
  async function moveAll(
    all: readonly VirtualService[],
    spec: WeightsSpec,
    plan: OperationPlan | null,
    context: RunContext,
  ): Promise<RunOutcome | null> {
    const moved: string[] = [];
    for (const { metadata } of all) {
      if (context.signal.aborted)
        return cancelled(moved.length === 0 ? 'No weight was moved.' : `Moved already: ${moved.join(', ')}.`);
      const changed = await changeWeights(connection, spec, metadata.name, plan, context);
      if (changed.kind === 'reached') {
        moved.push(metadata.name);
      } else if (moved.length === 0) {
        return changed.outcome;
      } else {
        return halfWay(changed.outcome, spec, moved, metadata.name);
      }
    }
    return null;
  }

  return {
    kind: 'traffic.weights',
    plan: (spec, signal) => planWeights(connection, spec, signal),
    run,
    async look(spec, _plan, signal) {
      const found = await services(spec, signal);
      if (!found.ok) return found;
      const seen = seenOf(connection, spec, found.value);
      const agreeing = seen.filter((one) => one.agrees).length;
      return ok({ applied: agreeing === seen.length ? 'yes' : agreeing === 0 ? 'no' : 'partly', seen });
    },
  };
}

function seenOf(connection: Connection, spec: WeightsSpec, services: readonly VirtualService[]): Seen[] {
  const routes = services.flatMap((one) => weightsOf(one, spec.host, spec.subsets, connection.place.namespace));
  if (routes.length === 0)
    return [
      {
        what: `routes of ${spec.host}`,
        expected: `${spec.canaryPercent} % ${spec.subsets.canary}`,
        seen: 'no route names both subsets',
        agrees: false,
      },
    ];
  const who = new Map(services.map((one) => [one.metadata.name, whoSet(one, ['spec', 'http'])]));
  return routes.map((route) => {
    const seen = `${route.canaryPercent} % ${spec.subsets.canary}, ${route.stablePercent} % ${spec.subsets.stable}`;
    const agrees = route.canaryPercent === spec.canaryPercent;
    return {
      what: `${route.virtualService} route ${route.route}`,
      expected: `${spec.canaryPercent} % ${spec.subsets.canary}`,
      seen: agrees ? seen : lastSetBy(seen, who.get(route.virtualService) ?? null),
      agrees,
    };
  });
}

/** Before we have set it, it is nobody's fault that it isn't so. */
const lastSetBy = (seen: string, who: string | null): string => (who === null ? seen : setBackBy(seen, who));

const refused = (spec: WeightsSpec, check: Check): Fault => ({
  kind: 'fault',
  cause: 'unavailable',
  message: `The traffic of ${spec.host} was not moved: ${check.text}.`,
  hint: `Scale ${spec.carriedBy?.deployment ?? 'it'} and wait until its pods are ready, then ask again.`,
  retryable: false,
});

function halfWay(outcome: RunOutcome, spec: WeightsSpec, moved: readonly string[], stoppedAt: string): RunOutcome {
  const state = `Moved already: ${moved.join(', ')}; not moved: ${stoppedAt} and those after it.`;
  if (outcome.kind === 'failed' || outcome.kind === 'unknown')
    return { ...outcome, fault: { ...outcome.fault, message: `${outcome.fault.message} ${state}` } };
  if (outcome.kind !== 'changed-since') return outcome;
  const message = `The traffic of ${spec.host} is moved half-way: ${outcome.fields.join(', ')} changed in between. ${state}`;
  return {
    kind: 'failed',
    fault: { kind: 'fault', cause: 'conflict', message, hint: 'Plan it anew, or roll back.', retryable: false },
  };
}
