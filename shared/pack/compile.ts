import { AuthorityId } from '../domain/ids.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import { err, ok, type Result } from '../lib/result.ts';
import * as day from './compile/day.ts';
import { monitors } from './compile/monitors.ts';
import type { Compiler } from './compile/operations.ts';
import * as parts from './compile/parts.ts';
import { questions } from './compile/questions.ts';
import * as rollout from './compile/rollout.ts';
import { runbook } from './compile/runbook.ts';
import { handScope, probeScope } from './compile/scopes.ts';
import { minuteOfDay } from './compile/when.ts';
import { launchOrder } from './launch-order.ts';
import { blockingProblems } from './lint.ts';
import type { Pack } from './load.ts';
import { type PackError, problemAt } from './problem.ts';
import type { Procedure } from './schema/procedures.ts';
import { fill, fillAll, settle, type VariableValue, type VariableValues } from './variables.ts';

const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A pack with its variables filled in: the plan that a launch copies into its first event. Refused whole, with every
 * error, when something it refers to isn't there, when services depend on each other in a circle, or when a variable
 * has no fitting value.
 */
export function compilePack(pack: Pack, variables: VariableValues): Result<LaunchPlan, PackError[]> {
  const blocking = blockingProblems(pack);
  const settled = settle(pack, variables);
  if (!settled.ok) return err([...blocking, ...settled.error]);
  if (blocking.length > 0) return err(blocking);

  const { content } = pack;
  const values = settled.value;
  const namespace = fill(content.cluster.namespace, values);
  if (!NAMESPACE.test(namespace)) {
    const message = `\`${namespace}\` can't be the name of a namespace.`;
    const hint = 'Lower-case letters, digits and hyphens, at most 63.';
    return err([problemAt(pack.locate(['cluster', 'namespace']), 'variable', message, hint)]);
  }
  const order = launchOrder(content.groups, content.services);
  const services = parts.services(
    content,
    order.map((one) => one.service.id),
    values,
  );
  const compiler: Compiler = {
    pack,
    launch: {
      order,
      services: new Map(services.map((service) => [service.id, service])),
      subsets: content.cluster.subsets,
      hasIstio: content.cluster.traffic === 'istio',
      readyTimeoutMs: content.cluster.readyWithin,
      environment: fill(content.flags.environment, values),
      flags: content.flags.launch.map((flag) => flag.id),
      smokeTests: parts.smokeTests(content, values),
      applications: content.cluster.argoApplications,
    },
    asked: content.variables.filter((variable) => variable.asked === 'use'),
    quick: null,
  };
  return assemble(compiler, services, namespace, values);
}

type Values = ReadonlyMap<string, VariableValue>;

/** What the console carries out, and what that asks of people. */
function carriedOut(compiler: Compiler, quick: Procedure, tZero: number) {
  const { content } = compiler.pack;
  const steps = rollout.steps(compiler, content, tZero);
  const quickRollback = rollout.plannedProcedure(compiler, quick);
  const database = content.procedures.find((procedure) => procedure.kind === 'database-rollback');
  const databaseRollback = database && rollout.plannedProcedure({ ...compiler, quick: quickRollback }, database);
  const all = [...steps, quickRollback, ...(databaseRollback ? [databaseRollback] : [])];
  const asked = questions(
    content,
    all.flatMap((one) => one.operations),
  );
  return {
    steps,
    quickRollback,
    ...(databaseRollback === undefined ? {} : { databaseRollback }),
    ...(asked.length === 0 ? {} : { questions: asked }),
  };
}

function assemble(
  compiler: Compiler,
  services: LaunchPlan['services'],
  namespace: string,
  values: Values,
): Result<LaunchPlan, PackError[]> {
  const { pack, launch } = compiler;
  const { content } = pack;
  const tZero = minuteOfDay(content.clock.tZero);
  const quick = content.procedures.find((procedure) => procedure.kind === 'quick-rollback');
  if (!quick) {
    const hint = 'Give a procedure `kind: quick-rollback`.';
    return err([problemAt(pack.locate(['procedures']), 'unreachable-rollback', 'There is no quick rollback.', hint)]);
  }
  const plan: LaunchPlan = {
    pack: { name: content.pack.name, version: content.pack.version, title: content.pack.title },
    title: fill(content.launchTitle, values),
    timeZone: fill(content.clock.timeZone, values),
    namespace,
    subsets: launch.subsets,
    traffic: content.cluster.traffic,
    roles: parts.roles(content),
    authorities: parts.authorities(content),
    groups: content.groups,
    services,
    phases: rollout.phases(content, tZero),
    checklists: day.checklists(content, probeScope(compiler, services, values), tZero),
    gates: day.gates(content, tZero),
    criteria: parts.criteria(content),
    severities: parts.severities(content),
    canaryMetrics: parts.canaryMetrics(content),
    signals: parts.signals(content, values),
    ...carriedOut(compiler, quick, tZero),
    ...(launch.applications.length === 0 ? {} : { argoApplications: [...launch.applications] }),
    rollbackAuthority: AuthorityId.parse(content.rollbackAuthority),
    channels: parts.channels(content, values),
    templates: parts.templates(content, values),
    screens: content.screens,
    ...(content.monitors.length === 0 ? {} : { monitors: monitors(content, values) }),
    timeline: day.timeline(content, tZero),
    ...runbook(content, values, handScope(compiler, services, namespace, values), tZero),
    rules: parts.rules(content),
  };
  // Words may hold variables anywhere: a question, a title, a detail.
  return ok(fillAll(plan, values));
}
