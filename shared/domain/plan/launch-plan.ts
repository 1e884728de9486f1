import { z } from 'zod';
import { AuthorityId, ChecklistId, GateId, OperationId, RoleId, ServiceId, StepId } from '../ids.ts';
import { OperationSpec } from '../operation/spec.ts';
import { Authority } from './authority.ts';
import { Channel, Template } from './channel.ts';
import { Checklist } from './checklist.ts';
import { CanaryMetric, RollbackCriterion, SeverityRule, SignalQueries } from './measured.ts';
import { Monitor } from './monitor.ts';
import { runbookParts } from './runbook.ts';
import { TimelineEntry } from './timeline-entry.ts';
import { ClockTime, DurationMs, OffsetMs } from './when.ts';

export const Role = z.strictObject({
  id: RoleId,
  title: z.string(),
  minimum: z.number().int().nonnegative(),
  maximum: z.number().int().positive().optional(),
  duties: z.array(z.string()),
  /** Sits in the war room and answers the cadence. */
  isInWarRoom: z.boolean(),
});
export type Role = z.infer<typeof Role>;

/** A service in launch order (runbook §2.4). */
export const Service = z.strictObject({
  id: ServiceId,
  title: z.string(),
  group: z.string(),
  /** Services that must have moved before this one may. */
  dependsOn: z.array(ServiceId),
  /** Dependencies that aren't services of this launch, e.g. PostgreSQL. */
  external: z.array(z.string()),
  stableDeployment: z.string(),
  canaryDeployment: z.string(),
  container: z.string(),
  image: z.string(),
  /** The host the VirtualServices and the DestinationRule name. */
  host: z.string(),
  /** The test that shows that it works, in words, e.g. `JWT generation test` (runbook §2.4). */
  verification: z.string().optional(),
  /** Launch flags that are this service's alone: turned off when it is rolled back by itself. */
  flags: z.array(z.string()).optional(),
  /** Services whose old version this one's new version works with: they may be rolled back without it. */
  worksWithOld: z.array(ServiceId).optional(),
});
export type Service = z.infer<typeof Service>;

export const Group = z.strictObject({ id: z.string(), title: z.string(), mode: z.enum(['sequential', 'parallel']) });
export type Group = z.infer<typeof Group>;

/** One operation of a step; `after` are operations of the same step that must have succeeded. */
export const PlannedOperation = z.strictObject({
  id: OperationId,
  title: z.string(),
  service: ServiceId.optional(),
  after: z.array(OperationId),
  spec: OperationSpec,
  /** Procedure step this belongs to, for procedures with numbered steps. */
  procedureStep: z.string().optional(),
  /** Questions (by id) that must be answered before it can start: its texts hold `{{id}}` for each. */
  asks: z.array(z.string()).optional(),
});
export type PlannedOperation = z.infer<typeof PlannedOperation>;

/** A minimum that has to pass before a step may start, counted from a point of another step (reconciled 3). */
export const MinimumHold = z.strictObject({
  title: z.string(),
  step: StepId,
  /** `started`: its first operation; `completed`: its last service was read back. */
  from: z.enum(['started', 'completed']),
  minimumMs: DurationMs,
});
export type MinimumHold = z.infer<typeof MinimumHold>;

/** What must be seen in live traffic before a step counts as verified (product §5: seen, not sent). */
export const Verification = z.strictObject({
  /** Percent of requests expected at the canary of each service, and how far off it may be, in percent points. */
  canarySharePercent: z.number().min(0).max(100).optional(),
  shareTolerancePoints: z.number().positive().optional(),
  /** True: error rate and p95 of each service and subset must be within the canary metrics' limits. */
  metrics: z.boolean(),
  /** How long it may take to settle. */
  withinMs: DurationMs,
});
export type Verification = z.infer<typeof Verification>;

export const Step = z.strictObject({
  id: StepId,
  phase: z.string(),
  title: z.string(),
  /** Asked of the commander, e.g. `Raise the canary from 5 % to 25 %?`. */
  question: z.string(),
  plannedAt: OffsetMs,
  authority: AuthorityId,
  /** Share of traffic this step leads to. */
  stagePercent: z.number().int().min(0).max(100).optional(),
  /** The gate that must be GO and fresh before this step may be asked for. */
  gate: GateId.optional(),
  /** Steps that must be verified before. */
  after: z.array(StepId),
  holds: z.array(MinimumHold),
  /** True: the canary metrics must be good at the moment of asking (a decision point). */
  needsCanaryMetrics: z.boolean(),
  operations: z.array(PlannedOperation).min(1),
  verification: Verification.optional(),
  /** What people look at besides, in words. */
  checks: z.array(z.string()).optional(),
  /** When to go on, when to hold, when to roll back, at its decision point (runbook §2.2 step 4). */
  decision: z.strictObject({ proceed: z.string(), hold: z.string(), rollBack: z.string() }).optional(),
  /** It takes a way back away (product §5). */
  isPointOfNoReturn: z.boolean().optional(),
});
export type Step = z.infer<typeof Step>;

export const Phase = z.strictObject({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  plannedAt: OffsetMs,
  /** How long it lasts at least. */
  minimumMs: DurationMs.optional(),
  activities: z.array(z.string()),
});
export type Phase = z.infer<typeof Phase>;

export const DecisionCriterion = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** How it is evaluated from the state (reconciled 29). */
  kind: z.enum([
    'all-checklists-complete',
    'no-blocking-issues',
    'all-stakeholders-approve',
    'rollback-plan-confirmed',
  ]),
});
export type DecisionCriterion = z.infer<typeof DecisionCriterion>;

export const Gate = z.strictObject({
  id: GateId,
  title: z.string(),
  plannedAt: OffsetMs,
  clock: ClockTime.optional(),
  /** What a GO opens: the launch, or the freeze of changes (reconciled 30). */
  opens: z.enum(['launch', 'freeze']),
  attendees: z.array(RoleId).min(1),
  criteria: z.array(DecisionCriterion),
  checklists: z.array(ChecklistId),
  /** A vote older than this is stale. */
  voteFreshMs: DurationMs,
  authority: AuthorityId,
});
export type Gate = z.infer<typeof Gate>;

/** What a procedure or step asks of people when it comes to it (reconciled 22, 34). */
export const Question = z.strictObject({
  id: z.string(),
  title: z.string(),
  type: z.enum(['text', 'number', 'yes-no', 'url', 'phone', 'time-zone', 'moment-in-time', 'image-tag']),
  /** A moment must lie after this item of a checklist was ticked: what the verified backup holds. */
  notBeforeItem: z.string().optional(),
  /** What the answer is prefilled with; `{{launch}}` and `{{attempt}}` stand for this launch's and action's. */
  suggestion: z.string().optional(),
});
export type Question = z.infer<typeof Question>;

export const Procedure = z.strictObject({
  id: z.string(),
  title: z.string(),
  budgetMs: DurationMs,
  /** How long it may take at most. */
  longestMs: DurationMs.optional(),
  /** Who may start it, where it isn't whoever may roll back. */
  authority: AuthorityId.optional(),
  warning: z.string().optional(),
  prerequisites: z.array(z.string()).optional(),
  steps: z.array(
    z.strictObject({ id: z.string(), title: z.string(), detail: z.string(), budgetMs: DurationMs.nullable() }),
  ),
  operations: z.array(PlannedOperation).min(1),
  /** How long the watch on errors goes on after everything was read back (reconciled 21). */
  watchMs: DurationMs,
});
export type Procedure = z.infer<typeof Procedure>;

export const Screen = z.strictObject({
  number: z.number().int(),
  kind: z.enum(['health', 'traffic', 'logs', 'status']),
  title: z.string(),
});

/** Everything a launch needs of its pack, with its variables filled in: copied into the launch's first event. */
export const LaunchPlan = z.strictObject({
  pack: z.strictObject({ name: z.string(), version: z.string(), title: z.string() }),
  title: z.string(),
  timeZone: z.string(),
  namespace: z.string(),
  subsets: z.strictObject({ stable: z.string(), canary: z.string() }),
  /** What gives the canary its share: weights of a mesh, or how many pods of each there are. */
  traffic: z.enum(['istio', 'replicas']),
  roles: z.array(Role),
  authorities: z.array(Authority),
  groups: z.array(Group),
  services: z.array(Service),
  phases: z.array(Phase),
  steps: z.array(Step),
  checklists: z.array(Checklist),
  gates: z.array(Gate),
  criteria: z.array(RollbackCriterion),
  severities: z.array(SeverityRule),
  canaryMetrics: z.array(CanaryMetric),
  signals: SignalQueries,
  quickRollback: Procedure,
  /** The database rollback (runbook §3.3), where the pack has one. */
  databaseRollback: Procedure.optional(),
  /** What is asked when it comes to it, by operations' `asks`. */
  questions: z.array(Question).optional(),
  /** Applications of Argo CD that deploy the services, where the pack names them. */
  argoApplications: z.array(z.strictObject({ namespace: z.string(), name: z.string() })).optional(),
  /** Rolling back with no decision open. */
  rollbackAuthority: AuthorityId,
  channels: z.array(Channel),
  templates: z.array(Template),
  screens: z.array(Screen),
  /** Our own monitors from outside, where the pack has some. */
  monitors: z.array(Monitor).optional(),
  timeline: z.array(TimelineEntry),
  ...runbookParts,
  rules: z.strictObject({
    graceMs: DurationMs,
    confirmationMs: DurationMs,
    rollbackConfirmationMs: DurationMs,
    /** A hold longer than this asks for a fresh gate (reconciled 30). */
    holdNeedsGateMs: DurationMs,
    /** After this without an answer a deputy may use the role (authority.md). */
    deputyAfterMs: DurationMs,
    /** A console where nobody does anything for so long (real time) locks itself. */
    idleLockMs: DurationMs,
  }),
});
export type LaunchPlan = z.infer<typeof LaunchPlan>;
