import { z } from 'zod';
import { PersonCommand } from '../domain/commands.ts';
import { ItemId, LaunchId, PersonId } from '../domain/ids.ts';
import { Person } from '../domain/roster/person.ts';
import type { StoredEvent } from '../domain/stored-event.ts';
import { SectionChange } from '../settings/sections.ts';
import type {
  AdoptionDifference,
  Dispatched,
  LaunchListed,
  LaunchTemplate,
  LogCheck,
  PackListed,
  PaperWritten,
  PersonListed,
  SessionFacts,
  Snapshot,
  StoredFile,
  WaitingKey,
} from './facts.ts';
import type { ObservationBatch, ProbeResult } from './observations.ts';
import { type DetailFacts, DetailSpan, TileRef } from './observed/detail.ts';
import type { LogBatch, LogHistory, LogKindsObserved } from './observed/logs.ts';
import type { KubeconfigSeen, SettingsRead, SettingsSaved, TestResult } from './settings-facts.ts';
import type { WallFacts } from './wall-facts.ts';
import type { Presentation } from './window-calls.ts';

/** One call: what goes in; what comes out is its type alone. */
const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): { readonly input: In; readonly output?: Out } => ({ input });
const nothing = z.strictObject({});

const Passphrase = z.string().max(1000);

export const LaunchCreateInput = z.strictObject({
  pack: z.string(),
  kind: z.enum(['rehearsal', 'production']),
  title: z.string().optional(),
  /** Epoch ms of launch time; without it, the pack's own lead from now. */
  tZeroAt: z.number().int().optional(),
  /** Earliest and latest T-0, epoch ms; the pack's when left out. */
  window: z.strictObject({ earliestAt: z.number().int(), latestAt: z.number().int() }).optional(),
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  people: z.array(Person).min(1),
  keeper: PersonId,
  passphrase: Passphrase,
});
export type LaunchCreateInput = z.infer<typeof LaunchCreateInput>;

/** Every call between a window and the engine, declared once. */
export const calls = {
  'launch.list': call<readonly LaunchListed[]>()(nothing),
  /** Makes a launch from a built-in pack; who makes it is its roster keeper and gets the first key. */
  'launch.create': call<{ readonly launch: string }>()(LaunchCreateInput),
  'launch.open': call<Snapshot>()(z.strictObject({ launch: LaunchId })),
  'launch.snapshot': call<Snapshot | null>()(nothing),
  /** The newest `limit` events before a position, oldest first: the timeline of a window that has just opened. */
  'launch.history': call<readonly StoredEvent[]>()(
    z.strictObject({ before: z.number().int().optional(), limit: z.number().int().min(1).max(5000) }),
  ),
  /** Puts a launch away, or takes it back. The one that is open is left first: no launch is open then. */
  'launch.archive': call<{ readonly isArchived: boolean }>()(
    z.strictObject({ launch: LaunchId, isArchived: z.boolean() }),
  ),
  /** A launch's pack, variables and people, to make another one with. */
  'launch.template': call<LaunchTemplate>()(z.strictObject({ launch: LaunchId })),
  /** How the pack as it is now, and these people, differ from the running launch. */
  'launch.difference': call<AdoptionDifference>()(z.strictObject({ people: z.array(Person).min(1).optional() })),
  /** Asks that exactly that difference be adopted; it then waits for who confirms. */
  'launch.adopt': call<Dispatched>()(
    z.strictObject({
      shown: z.string(),
      people: z.array(Person).min(1).optional(),
      as: z.strictObject({ person: PersonId, passphrase: Passphrase }).optional(),
    }),
  ),
  /** The packs of this machine, each with people to rehearse it with. */
  'packs.list': call<readonly PackListed[]>()(nothing),
  /** Every change of a launch. `as` acts in another's name with their own passphrase, without changing the session. */
  'launch.dispatch': call<Dispatched>()(
    z.strictObject({
      command: PersonCommand,
      as: z.strictObject({ person: PersonId, passphrase: Passphrase }).optional(),
    }),
  ),
  'identity.people': call<readonly PersonListed[]>()(nothing),
  'identity.session': call<SessionFacts>()(nothing),
  'identity.sign-in': call<SessionFacts>()(z.strictObject({ person: PersonId, passphrase: Passphrase })),
  'identity.lock': call<SessionFacts>()(nothing),
  /**
   * Makes a person's key on this console, or opens the one that is there; it counts once a witness has signed for its six
   * words. With `replaces` a new key takes the place of one whose passphrase was lost.
   */
  'identity.make-key': call<WaitingKey>()(
    z.strictObject({ person: PersonId, passphrase: Passphrase, replaces: z.boolean().optional() }),
  ),
  /**
   * A witness, already enrolled, has compared the six words on the screen and signs for the key that waits. After GO the
   * first of two witnesses leaves it waiting (`isEnrolled` false).
   */
  'identity.witness': call<{ readonly isEnrolled: boolean }>()(
    z.strictObject({ person: PersonId, words: z.string(), witness: PersonId, witnessPassphrase: Passphrase }),
  ),
  /** Keys that were made on this console for people of the open launch and that no witness has signed for yet. */
  'identity.waiting': call<readonly WaitingKey[]>()(nothing),
  /** Seals a person's key under another passphrase; the key stays the same. */
  'identity.change-passphrase': call<{ readonly changed: true }>()(
    z.strictObject({ person: PersonId, passphrase: Passphrase, next: Passphrase }),
  ),
  /** Somebody did something at this window: its session doesn't lock for being idle. */
  'identity.touch': call<{ readonly locksInMs: number | null }>()(nothing),
  /** Rehearsals only: enrols everybody who has no key yet with one passphrase, witnessed by the keeper. */
  'identity.enrol-cast': call<{ readonly enrolled: number }>()(
    z.strictObject({ passphrase: Passphrase, keeperPassphrase: Passphrase }),
  ),
  /** Runs an item's probe now. */
  'probe.run': call<ProbeResult>()(z.strictObject({ item: ItemId })),
  /**
   * Copies a file into the launch's folder, in parts of at most 2 MB as base64; the last part answers with its hash, to be
   * named as evidence. 50 MB at most.
   */
  'evidence.store': call<StoredFile | null>()(
    z.strictObject({
      upload: z.string().min(1).max(64),
      name: z.string().min(1).max(200),
      part: z.number().int().nonnegative(),
      isLast: z.boolean(),
      base64: z.string().max(2_800_000),
    }),
  ),
  /** Writes the whole runbook with its state as one HTML file, and as PDF. */
  'paper.write': call<PaperWritten>()(nothing),
  /** Everything known of one tile of a screen: its history, query, source, meaning, links. */
  'detail.look': call<DetailFacts>()(z.strictObject({ tile: TileRef, span: DetailSpan })),
  /** How production launches of this console reach outside, without secrets. */
  'settings.read': call<SettingsRead>()(nothing),
  /**
   * Saves one source. `shown` is what was read before: what was changed meanwhile is not overwritten. Refused while
   * something runs, and while a production launch is open to everybody who isn't signed in.
   */
  'settings.save': call<SettingsSaved>()(z.strictObject({ change: SectionChange, shown: z.string().max(80) })),
  /** Reaches a source with settings that needn't be saved yet; nothing is changed there. `test` is to stop it by. */
  'settings.test': call<TestResult>()(z.strictObject({ test: z.string().min(1).max(40), change: SectionChange })),
  'settings.stop-test': call<{ readonly stopped: boolean }>()(z.strictObject({ test: z.string().min(1).max(40) })),
  /** The contexts of a kubeconfig, and what stands in the way of using them. Nothing in it is run. */
  'settings.contexts': call<KubeconfigSeen>()(z.strictObject({ path: z.string().min(1).max(1000) })),
  'observations.history': call<ObservationBatch>()(nothing),
  'logs.history': call<LogHistory>()(nothing),
  'log.verify': call<LogCheck>()(nothing),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.infer<Calls[N]['input']>;
export type CallOutput<N extends CallName> =
  | NonNullable<Calls[N]['output']>
  | (null extends Calls[N]['output'] ? null : never);

/** Every push from the engine (and main) to the windows, declared once. */
export type Pushes = {
  /** New events, in order; a window folds them with the same evolve. */
  'launch.events': { readonly events: readonly StoredEvent[] };
  /** Another launch was opened or made, or none is open any more: ask for the snapshot. */
  'launch.opened': { readonly launch: string | null };
  /** Hosts that the runbook's own links lead to: main opens no other in the browser. */
  'launch.links': { readonly hosts: readonly string[] };
  'session.changed': SessionFacts;
  'observations.batch': ObservationBatch;
  /** What has changed in the cluster, soon after it has: at most every 75 ms. */
  'observations.cluster': Pick<ObservationBatch, 'at' | 'cluster' | 'sources'>;
  'logs.lines': LogBatch;
  'logs.kinds': LogKindsObserved;
  'operation.output': {
    readonly action: string;
    readonly operation: string;
    readonly at: number;
    readonly line: string;
  };
  'log.trouble': { readonly message: string | null };
  /** The runbook was written to paper: by itself at a gate or a sign-off, or because it was asked for. */
  'paper.written': PaperWritten;
  /**
   * Whether the machine has to stay awake: from an hour before T-0 until Handoff (product §10). `busyWith` says what a quit
   * would leave to itself and what goes on; null when nothing.
   */
  'launch.awake': { readonly isAwake: boolean; readonly why: string; readonly busyWith: string | null };
  /** From main, to the window that it is about. */
  'window.state': Presentation;
  /** From main, to the console: monitors or the wall have changed. */
  'wall.state': WallFacts;
  /** From main, to the console: a tile of a wall was pointed at. */
  'window.detail': { readonly tile: TileRef };
  /** From main. */
  'engine.state': { readonly state: 'up' | 'down' | 'restarting'; readonly since: number; readonly reason: string };
};
export type PushName = keyof Pushes;
