import { z } from 'zod';
import { PersonCommand } from '../domain/commands.ts';
import { LaunchId, PersonId } from '../domain/ids.ts';
import type { LaunchState } from '../domain/launch/state.ts';
import { Person } from '../domain/roster/state.ts';
import type { StoredEvent } from '../domain/stored-event.ts';
import type { Trouble } from '../lib/trouble.ts';
import type { LogLineObserved, ObservationBatch } from './observations.ts';

/** One call: what goes in; what comes out is its type alone. */
const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): { readonly input: In; readonly output?: Out } => ({ input });
const nothing = z.strictObject({});

/** Launch time = startedAtLaunch + (real now - startedAtReal) x speed. */
export type ClockFacts = { readonly startedAtReal: number; readonly startedAtLaunch: number; readonly speed: number };

export type LaunchListed = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'rehearsal' | 'production';
  readonly tZeroAt: number;
  readonly isOpen: boolean;
  /** Why it could not be opened at the start. */
  readonly trouble?: Trouble;
};
export type Snapshot = {
  readonly state: LaunchState;
  readonly position: number;
  readonly clock: ClockFacts;
  /** Set when the log can't be written: what is wrong and what to do. */
  readonly logTrouble: string | null;
};
export type PackListed = { readonly name: string; readonly title: string; readonly cast: readonly Person[] };
export type SessionFacts = {
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly console: string;
};
export type PersonListed = Person & { readonly isEnrolled: boolean; readonly words: string | null };
export type Dispatched = { readonly commandId: string; readonly positions: readonly number[] };
export type LogCheck = {
  readonly isWhole: boolean;
  readonly events: number;
  readonly headHash: string;
  readonly problems: readonly string[];
};

const Passphrase = z.string().max(1000);

export const LaunchCreateInput = z.strictObject({
  pack: z.string(),
  kind: z.enum(['rehearsal', 'production']),
  title: z.string().optional(),
  /** Epoch ms of launch time; without it, the pack's own lead from now. */
  tZeroAt: z.number().int().optional(),
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
  /** The built-in packs, each with people to rehearse it with. */
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
  /** A named entry of the roster gets its key before a witness, who gives their own passphrase to sign for it. */
  'identity.enrol': call<{ readonly words: string }>()(
    z.strictObject({ person: PersonId, passphrase: Passphrase, witness: PersonId, witnessPassphrase: Passphrase }),
  ),
  /** Rehearsals only: enrols everybody who has no key yet with one passphrase, witnessed by the keeper. */
  'identity.enrol-cast': call<{ readonly enrolled: number }>()(
    z.strictObject({ passphrase: Passphrase, keeperPassphrase: Passphrase }),
  ),
  'observations.history': call<ObservationBatch>()(nothing),
  'logs.history': call<readonly LogLineObserved[]>()(nothing),
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
  /** Another launch was opened or made: ask for its snapshot. */
  'launch.opened': { readonly launch: string };
  'session.changed': SessionFacts;
  'observations.batch': ObservationBatch;
  'logs.lines': { readonly lines: readonly LogLineObserved[]; readonly dropped: number };
  'operation.output': {
    readonly action: string;
    readonly operation: string;
    readonly at: number;
    readonly line: string;
  };
  'log.trouble': { readonly message: string | null };
  /** From main. */
  'engine.state': { readonly state: 'up' | 'down' | 'restarting'; readonly since: number; readonly reason: string };
};
export type PushName = keyof Pushes;
