import type { ActionsState } from '../action/state.ts';
import { emptyActions } from '../action/state.ts';
import { type ActionItemState, emptyActionItems } from '../action-item/state.ts';
import { type AdoptionState, emptyAdoption } from '../adoption/state.ts';
import { type ChangeState, emptyChanges } from '../change/state.ts';
import { type ChecklistState, emptyChecklist } from '../checklist/state.ts';
import { type ClockState, emptyClock } from '../clock/state.ts';
import { emptyGate, type GateState } from '../gate/state.ts';
import type { LaunchId } from '../ids.ts';
import { emptyIncidents, type IncidentState } from '../incident/state.ts';
import { emptyMessages, type MessageStateSlice } from '../message/state.ts';
import { emptyNotes, type NoteState } from '../note/state.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import { emptyProbes, type ProbeState } from '../probe/state.ts';
import { emptyPublicity, type PublicityState } from '../publicity/state.ts';
import { emptyRollback, type RollbackState } from '../rollback/state.ts';
import { emptyRoster, type RosterState } from '../roster/state.ts';
import { emptySignal, type SignalState } from '../signal/state.ts';
import { emptySilences, type SilenceState } from '../silence/state.ts';
import { emptySuccess, type SuccessState } from '../success/state.ts';
import { emptyTimeline, type TimelineState } from '../timeline/state.ts';

export type LaunchKind = 'rehearsal' | 'production';

export type ReachedCluster = {
  readonly uid: string;
  readonly context: string;
  readonly server: string;
  readonly user: string;
  /** In production: what else is reached, in words. */
  readonly sources?: readonly string[] | undefined;
};

export type LaunchFacts = {
  readonly id: LaunchId;
  readonly kind: LaunchKind;
  readonly createdAt: number;
  readonly plan: LaunchPlan;
  /** As it was told last; another UID than the first one is refused. */
  readonly cluster: ReachedCluster | null;
  /** When the last step that moves traffic was verified; what comes after it doesn't count. */
  readonly launchedAt: number | null;
};

/** Everything the log says, folded. Plain data: it is cloned between processes and kept in snapshots. */
export type LaunchState = {
  /** Null until the launch's first event. */
  readonly launch: LaunchFacts | null;
  readonly roster: RosterState;
  readonly adoption: AdoptionState;
  readonly clock: ClockState;
  readonly timeline: TimelineState;
  readonly checklist: ChecklistState;
  readonly probes: ProbeState;
  readonly gate: GateState;
  readonly actions: ActionsState;
  readonly rollback: RollbackState;
  readonly signal: SignalState;
  readonly messages: MessageStateSlice;
  readonly publicity: PublicityState;
  readonly notes: NoteState;
  readonly incidents: IncidentState;
  readonly actionItems: ActionItemState;
  /** What others changed on watched objects. */
  readonly changes: ChangeState;
  /** What people said of the success criteria. */
  readonly success: SuccessState;
  /** Alerts that are held back as noise of the launch. */
  readonly silences: SilenceState;
  /** Nonces of statements already used: a statement is used once. */
  readonly nonces: Readonly<Record<string, true>>;
};

export const emptyLaunch: LaunchState = {
  launch: null,
  roster: emptyRoster,
  adoption: emptyAdoption,
  clock: emptyClock,
  timeline: emptyTimeline,
  checklist: emptyChecklist,
  probes: emptyProbes,
  gate: emptyGate,
  actions: emptyActions,
  rollback: emptyRollback,
  signal: emptySignal,
  messages: emptyMessages,
  publicity: emptyPublicity,
  notes: emptyNotes,
  incidents: emptyIncidents,
  actionItems: emptyActionItems,
  changes: emptyChanges,
  success: emptySuccess,
  silences: emptySilences,
  nonces: {},
};
