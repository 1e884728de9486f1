import { AuthorityId, CriterionId, RoleId, ServiceId, StepId } from '../../domain/ids.ts';
import type { Authority } from '../../domain/plan/authority.ts';
import type { LaunchPlan, Service } from '../../domain/plan/launch-plan.ts';
import type { MetricCondition } from '../../domain/plan/measured.ts';
import type { PackContent } from '../schema/pack.ts';
import type { SmokeTest } from '../schema/services.ts';
import { fill, placeholderOf, type VariableValue } from '../variables.ts';

type Values = ReadonlyMap<string, VariableValue>;
const role = (id: string) => RoleId.parse(id);

export const roles = (content: PackContent): LaunchPlan['roles'] =>
  content.roles.map(({ id, title, people, duties, warRoom }) => ({
    id: role(id),
    title,
    ...people,
    duties,
    isInWarRoom: warRoom,
  }));

export const authorities = (content: PackContent): Authority[] =>
  content.authorities.map(({ id, title, asks, confirms, typedName, notBefore }) => ({
    id: AuthorityId.parse(id),
    title,
    asks: typeof asks === 'string' ? asks : asks.map(role),
    confirms: confirms.map(role),
    typedName,
    ...(notBefore === undefined
      ? {}
      : {
          notBefore: {
            step: StepId.parse(notBefore.after),
            waitingMs: notBefore.waiting,
            ...(notBefore.criteria === undefined ? {} : { success: notBefore.criteria }),
          },
        }),
  }));

/** The services with the names of their objects, in launch order. */
export function services(content: PackContent, order: readonly string[], values: Values): Service[] {
  const { cluster } = content;
  return order.flatMap((id): Service[] => {
    const service = content.services.find((one) => one.id === id);
    if (!service) return [];
    const named = (pattern: string) => fill(pattern, values, id);
    return [
      {
        id: ServiceId.parse(id),
        title: service.title,
        group: service.group ?? '',
        dependsOn: service.dependsOn.map((one) => ServiceId.parse(one)),
        external: service.external,
        stableDeployment: named(service.stable ?? cluster.stable),
        canaryDeployment: named(service.canary ?? cluster.canary),
        container: named(service.container ?? cluster.container),
        image: named(service.image ?? cluster.image),
        host: named(service.host ?? cluster.host),
        ...(service.verification === undefined ? {} : { verification: service.verification }),
        ...(service.flags.length === 0 ? {} : { flags: service.flags }),
        ...(service.worksWithOld.length === 0
          ? {}
          : { worksWithOld: service.worksWithOld.map((one) => ServiceId.parse(one)) }),
      },
    ];
  });
}

const SIGNALS = { 'error-rate': 'error-rate-percent', p95: 'p95-ms' } as const;

/** Each service's own smoke test, else the cluster's, its id filled in. */
export const smokeTests = (content: PackContent, values: Values): Map<string, SmokeTest> =>
  new Map(
    content.services.flatMap(({ id, smokeTest }) => {
      const test = smokeTest ?? content.cluster.smokeTest;
      if (test === undefined) return [];
      return [[id, { ...test, arguments: test.arguments.map((one) => fill(one, values, id)) }]];
    }),
  );

type Watch = NonNullable<PackContent['criteria'][number]['watch']>;

function watched(watch: Watch): Pick<LaunchPlan['criteria'][number], 'metric' | 'measured'> {
  if (watch.signal === 'measures') return { measured: { measures: watch.measures ?? [], sustainedMs: watch.for } };
  const from = watch.above ?? watch.atLeast;
  const upTo = watch.upTo ?? watch.below;
  const metric: MetricCondition = {
    signal: SIGNALS[watch.signal],
    above: from?.value ?? 0,
    isInclusive: watch.atLeast !== undefined,
    ...(upTo === undefined ? {} : { upTo: upTo.value }),
    ...(watch.below === undefined ? {} : { isUpToExclusive: true }),
    ofBaseline: from?.unit === 'x',
    sustainedMs: watch.for,
  };
  return { metric };
}

export const criteria = (content: PackContent): LaunchPlan['criteria'] =>
  content.criteria.map(({ id, title, severity, watch, alerts }) => ({
    id: CriterionId.parse(id),
    title,
    severity,
    ...(watch === undefined ? {} : watched(watch)),
    ...(alerts === undefined ? {} : { alerts }),
  }));

export const severities = (content: PackContent): LaunchPlan['severities'] =>
  content.severities.map(({ severity, title, authority, decideWithin }) => ({
    severity,
    title,
    authority: AuthorityId.parse(authority),
    decisionMs: decideWithin === 'at once' ? null : decideWithin,
  }));

export const canaryMetrics = (content: PackContent): LaunchPlan['canaryMetrics'] =>
  content.canaryMetrics.flatMap(({ id, title, limit, measure }) =>
    measure === undefined ? [] : [{ id, title, limit, rule: ruleOf(measure) }],
  );

function ruleOf(
  measure: NonNullable<PackContent['canaryMetrics'][number]['measure']>,
): LaunchPlan['canaryMetrics'][number]['rule'] {
  switch (measure.by) {
    case 'no-increase-of-5xx':
      return { kind: measure.by, tolerancePercentPoints: measure.tolerancePoints };
    case 'measure-within-limit':
      return { kind: measure.by, measure: measure.measure };
    case 'measure-within-of-stable':
      return { kind: measure.by, measure: measure.measure, percent: measure.percent };
    default:
      return { kind: measure.by, percent: measure.percent };
  }
}

/** Connectors that this version has; whatever else a channel is, a person delivers to it. */
const connectorOf = (service: PackContent['channels'][number]['service']) =>
  service === 'slack' || service === 'webhook' ? service : 'manual';

/** What a channel is in words, where the pack doesn't say it. */
const MEANS: Readonly<Record<PackContent['channels'][number]['service'], string>> = {
  slack: 'Slack',
  webhook: 'Webhook',
  statuspage: 'Status page',
  pagerduty: 'PagerDuty',
  opsgenie: 'Opsgenie',
  email: 'E-mail',
  phone: 'Phone',
  manual: 'By hand',
};

export const channels = (content: PackContent, values: Values): LaunchPlan['channels'] =>
  content.channels.map(({ id, title, audience, service, means, address }) => ({
    id,
    title,
    service: connectorOf(service),
    audience,
    means: means ?? MEANS[service],
    isPublic: audience === 'external',
    address: fill(address, values),
  }));

/** The templates, the runbook's `[brief reason]` rewritten to the `{{reason}}` that is filled when it is used. */
export function templates(content: PackContent, values: Values): LaunchPlan['templates'] {
  const asked = content.variables.filter((variable) => variable.asked === 'use');
  return content.templates.map((template) => {
    const used = asked.filter((one) =>
      [template.text, template.subject].some((text) => text?.includes(placeholderOf(one))),
    );
    const write = (text: string) =>
      used.reduce((rest, one) => rest.replaceAll(placeholderOf(one), `{{${one.id}}}`), fill(text, values));
    return {
      id: template.id,
      title: template.title,
      channel: template.channel,
      text: write(template.text),
      ...(template.subject === undefined ? {} : { subject: write(template.subject) }),
      ...(template.status === undefined ? {} : { status: template.status }),
      placeholders: used.map(({ id, title, prefilled, default: standard }) => ({
        name: id,
        title,
        ...(prefilled === undefined ? {} : { prefilled }),
        ...(standard === undefined ? {} : { default: String(standard) }),
      })),
    };
  });
}

export const rules = ({ rules: limits }: PackContent): LaunchPlan['rules'] => ({
  graceMs: limits.grace,
  confirmationMs: limits.confirmation,
  rollbackConfirmationMs: limits.rollbackConfirmation,
  holdNeedsGateMs: limits.holdNeedsGate,
  deputyAfterMs: limits.deputyAfter,
  idleLockMs: limits.idleLock,
});

export const signals = ({ signals: measured }: PackContent, values: Values): LaunchPlan['signals'] => ({
  requestRate: fill(measured.requestRate, values),
  errorRatePercent: fill(measured.errorRate, values),
  p95Ms: fill(measured.p95, values),
  stepMs: measured.every,
  minimumRequests: measured.minimumRequests,
  ...(measured.scraped === undefined
    ? {}
    : { scraped: { query: fill(measured.scraped.query, values), withinMs: measured.scraped.within } }),
  measures: measured.measures.map(({ query, of, every, calm, dependency, ...measure }) => ({
    ...measure,
    query: fill(query, values),
    ...(of === undefined ? {} : { of: fill(of, values) }),
    ...(calm === undefined ? {} : { calm }),
    ...(dependency === undefined ? {} : { dependency }),
    stepMs: every ?? measured.every,
  })),
});
