import { z } from 'zod';
import { Checklist } from './checklists.ts';
import {
  Announcement,
  Cadence,
  Channel,
  Checkpoint,
  EscalationRow,
  EscalationTrigger,
  PublicPost,
  SuccessCriteria,
  Template,
} from './communication.ts';
import { CanaryMetric, Criterion, RollbackWindow, SeverityEntry } from './criteria.ts';
import { Gate } from './gates.ts';
import { Clock, Header } from './header.ts';
import { AuthorityEntry, Contact, Expert, Role, SeniorEngineers } from './people.ts';
import { Procedure } from './procedures.ts';
import { CanaryStep, Phase, Step } from './rollout.ts';
import { Cluster, Flags, Group, Service } from './services.ts';
import { Signals } from './signals.ts';
import { TimelineEntry } from './timeline.ts';
import { Variable } from './variables.ts';
import { Link, Monitor, Rules, Screen, Vendor, WarRoom } from './war-room.ts';

const list = <T extends z.ZodType>(entry: T, description: string) => z.array(entry).describe(description);

/** The whole document that a person writes. One file, or a folder whose files share the keys out among them. */
export const PackContent = z
  .strictObject({
    pack: Header,
    launchTitle: z.string().min(1).max(200).describe('Title of the launch; variables allowed.'),
    clock: Clock,
    variables: list(Variable, 'Values that differ from launch to launch.').default([]),
    roles: list(Role, 'Who takes part (runbook §5.2).').min(1),
    seniorEngineers: SeniorEngineers,
    experts: list(Expert, 'Called when needed.').default([]),
    contacts: list(Contact, 'Told, but without a role.').default([]),
    authorities: list(AuthorityEntry, 'Who may do what.').min(1),
    rollbackAuthority: z.string().describe('The authority to roll back when no decision is open.'),
    timeline: list(TimelineEntry, 'The entries of the day (runbook §1.1).').default([]),
    checklists: list(Checklist, 'What has to be ticked (runbook §1.2 to §1.5).').default([]),
    gates: list(Gate, 'The Go/No-Go decisions.').min(1),
    cluster: Cluster,
    flags: Flags,
    groups: list(Group, 'Groups in the order they move (runbook §2.4).').min(1),
    services: list(Service, 'Services in launch order (runbook §2.4).').min(1),
    phases: list(Phase, 'The phases (runbook §2.1).').min(1),
    steps: list(Step, 'The steps of the launch (runbook §2.2, §2.3).').min(1),
    canarySteps: list(CanaryStep, "The canary deployment's steps as people number them (runbook §2.2).").default([]),
    canaryMetrics: list(CanaryMetric, 'What must be true of the canary (runbook §2.2).').min(1),
    criteria: list(Criterion, 'Reasons to roll back (runbook §3.1).').min(1),
    severities: list(SeverityEntry, 'Who decides and how fast (runbook §3.1).').min(1),
    rollbackWindows: list(RollbackWindow, 'How a rollback changes as time passes.').default([]),
    procedures: list(Procedure, 'The rollbacks (runbook §3.2, §3.3).').min(1),
    channels: list(Channel, 'Where people are told things (runbook §4.1).').default([]),
    templates: list(Template, 'Texts ready to send (runbook §4.2).').default([]),
    announcements: list(Announcement, 'What is told after a step.').default([]),
    publicity: list(PublicPost, "What goes out to the public and isn't sent by the console.").default([]),
    escalation: list(EscalationRow, 'Whom to tell about an incident (runbook §4.3).').default([]),
    escalationTriggers: list(EscalationTrigger, 'When an incident becomes a worse one.').default([]),
    warRoom: WarRoom.optional().describe('The room (runbook §5.1).'),
    links: list(Link, 'Pages to have at hand.').default([]),
    cadences: list(Cadence, 'How often the war room speaks (runbook §5.3).').default([]),
    checkpoints: list(Checkpoint, 'Reviews after the launch (runbook §6.1).').default([]),
    successCriteria: list(SuccessCriteria, 'What success means (runbook §6.2).').default([]),
    screens: list(Screen, 'The monitors of the wall.').min(1),
    signals: Signals.describe('What is measured and how.'),
    monitors: list(Monitor, 'Our own monitors from outside.').default([]),
    vendors: list(Vendor, 'Status pages of vendors.').default([]),
    rules: Rules.describe('The limits of the safety rules.'),
  })
  .meta({ title: 'Runbook pack', description: 'A launch-day runbook that the war-room console can run.' });
export type PackContent = z.infer<typeof PackContent>;
