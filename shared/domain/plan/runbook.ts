import { z } from 'zod';
import { AuthorityId, RoleId } from '../ids.ts';
import { ClockTime, DurationMs, OffsetMs } from './when.ts';

/** Called when needed (runbook §5.2 "Subject Matter Experts"). */
export const Expert = z.strictObject({ id: z.string(), title: z.string(), contact: z.string().optional() });
/** Told, but without a role (reconciled 27). */
export const Contact = z.strictObject({ id: z.string(), title: z.string(), how: z.string().optional() });
/**
 * A page to have at hand. `shownAt`: the kinds of tiles whose detail leads to it; `parameters` are added to its address
 * then, `{{service}}`, `{{namespace}}`, `{{pod}}`, `{{from}}` and `{{to}}` (epoch ms) filled in.
 */
export const Link = z.strictObject({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  shownAt: z.array(z.string()).optional(),
  parameters: z.record(z.string(), z.string()).optional(),
});

/** The room (runbook §5.1). */
export const WarRoom = z.strictObject({
  physical: z.array(z.string()),
  virtual: z.array(z.string()),
  breakoutRooms: z.array(z.string()),
  shiftMs: DurationMs.optional(),
});

/** A procedure as people read it, with what to type by hand (runbook §3.2, §3.3). */
export const WrittenProcedure = z.strictObject({
  id: z.string(),
  kind: z.enum(['quick-rollback', 'database-rollback', 'other']),
  title: z.string(),
  authority: AuthorityId,
  warning: z.string().optional(),
  budgetMs: DurationMs,
  longestMs: DurationMs.optional(),
  prerequisites: z.array(z.string()),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      detail: z.string(),
      budgetMs: DurationMs.nullable(),
      /** The step's actions in words or as commands, for whoever does it by hand. */
      actions: z.array(z.string()),
      checks: z.array(z.string()),
    }),
  ),
});
export type WrittenProcedure = z.infer<typeof WrittenProcedure>;

/** How a rollback changes as time passes after 100 % was verified (runbook §3.1, reconciled 25). */
export const RollbackWindow = z.strictObject({
  title: z.string(),
  fromMs: DurationMs,
  untilMs: DurationMs.optional(),
  considerations: z.array(z.string()),
});

/** What is told when a step was verified (runbook §2.3). */
export const Announcement = z.strictObject({ after: z.string(), title: z.string(), template: z.string().optional() });

/** Whom to tell about an incident (runbook §4.3). */
export const EscalationRow = z.strictObject({
  severity: z.enum(['P1', 'P2', 'P3', 'P4']),
  /** A role or a contact. */
  notify: z.string(),
  method: z.string(),
  within: z.union([z.enum(['at once', 'after resolution', 'next check-in']), DurationMs]),
  condition: z.string().optional(),
});
export const EscalationTrigger = z.strictObject({
  from: z.enum(['P2', 'P3', 'P4', 'any']),
  to: z.enum(['P1', 'P2', 'P3', 'executive']),
  title: z.string(),
  unresolvedForMs: DurationMs.optional(),
});

/** How often the war room speaks (runbook §5.3). */
export const Cadence = z.strictObject({
  id: z.string(),
  title: z.string(),
  mode: z.enum(['launch', 'incident', 'stable']),
  slots: z.array(z.strictObject({ everyMs: DurationMs, prompts: z.array(z.string()) })),
});

/** A review after the launch (runbook §6.1). */
export const Checkpoint = z.strictObject({
  id: z.string(),
  title: z.string(),
  at: OffsetMs,
  clock: ClockTime.optional(),
  focus: z.string(),
  participants: z.string(),
});
export const SuccessCriteria = z.strictObject({
  id: z.string(),
  title: z.string(),
  checkpoint: z.string(),
  criteria: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** The measure that shows it, by its own limit; without it people are asked. */
      measure: z.string().optional(),
    }),
  ),
});

/** Something that goes out to the public and isn't sent by the console: a scheduled post, a press release (reconciled 31). */
export const PublicPost = z.strictObject({
  id: z.string(),
  title: z.string(),
  owner: RoleId,
  link: z.string().optional(),
});
export type PublicPost = z.infer<typeof PublicPost>;

/** A vendor's public status page. */
export const Vendor = z.strictObject({ id: z.string(), title: z.string(), statusPage: z.string() });

/** The steps of the canary deployment as the runbook numbers them (§2.2); the plan's own steps carry them out. */
export const CanaryStep = z.strictObject({ title: z.string(), at: OffsetMs, detail: z.string().optional() });

/** Earliest and latest T-0 (reconciled 7). */
export const LaunchWindow = z.strictObject({
  earliest: z.strictObject({ at: OffsetMs, clock: ClockTime.optional() }),
  latest: z.strictObject({ at: OffsetMs, clock: ClockTime.optional() }),
});

/** The parts of a runbook that people read and say, beside what the console carries out. */
export const runbookParts = {
  /** Values that the pack's variables had when the plan was made: a copy of the launch begins with them. */
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  window: LaunchWindow.nullable(),
  seniorEngineers: z.strictObject({ minimum: z.number().int().nonnegative() }),
  experts: z.array(Expert),
  contacts: z.array(Contact),
  links: z.array(Link),
  warRoom: WarRoom,
  canarySteps: z.array(CanaryStep),
  procedures: z.array(WrittenProcedure),
  rollbackWindows: z.array(RollbackWindow),
  announcements: z.array(Announcement),
  publicity: z.array(PublicPost),
  escalation: z.array(EscalationRow),
  escalationTriggers: z.array(EscalationTrigger),
  cadences: z.array(Cadence),
  checkpoints: z.array(Checkpoint),
  successCriteria: z.array(SuccessCriteria),
  vendors: z.array(Vendor),
};
const RunbookParts = z.strictObject(runbookParts);
export type RunbookParts = z.infer<typeof RunbookParts>;

/** A plan without any of them: what a launch made before they were part of the plan has. */
export const noRunbookParts: RunbookParts = {
  variables: {},
  window: null,
  seniorEngineers: { minimum: 0 },
  experts: [],
  contacts: [],
  links: [],
  warRoom: { physical: [], virtual: [], breakoutRooms: [] },
  canarySteps: [],
  procedures: [],
  rollbackWindows: [],
  announcements: [],
  publicity: [],
  escalation: [],
  escalationTriggers: [],
  cadences: [],
  checkpoints: [],
  successCriteria: [],
  vendors: [],
};
