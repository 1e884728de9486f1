import { randomBytes, randomUUID } from 'node:crypto';
import type { LaunchCreateInput } from '#shared/contract/calls.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { ConsoleId } from '#shared/domain/ids.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Connections } from './adapters/connections.ts';
import type { Clock } from './clock.ts';
import type { Source } from './dispatcher/dispatcher.ts';
import type { LaunchCard } from './launch-files.ts';
import { offeredTo, planFromPack } from './packs.ts';
import { launchIdText, type People } from './people.ts';
import type { RehearsalWorld } from './rehearsal-worlds.ts';
import { refusedInProduction } from './way-outside.ts';

export type Making = {
  readonly packs: readonly string[];
  readonly people: People;
  readonly console: ConsoleId;
  readonly clock: Clock;
  /** How a production launch would reach outside. */
  readonly production: Connections | null;
  /** The worlds of the rehearsal environment: what each offers a pack's variables. */
  readonly worlds: readonly RehearsalWorld[];
  readonly environment: string | undefined;
  readonly isElectronOfficial: boolean | undefined;
};
/** A launch that may be made: nothing of it is on disk yet. */
export type Made = {
  readonly card: LaunchCard;
  readonly command: Extract<EngineCommand, { type: 'launch.create' }>;
  readonly source: Source;
};

/** Time for votes and checklist before the first step of a launch that is made without a T-0. */
const LEAD_MS = 15 * 60_000;

const defaultTZero = (now: number, firstStepAt: number): number =>
  Math.ceil((now + LEAD_MS - firstStepAt) / 60_000) * 60_000;

/** Prepares a launch's first event: plan from the pack, key of the keeper, roster signed; refused before anything is written. */
export async function prepareLaunch(with_: Making, input: LaunchCreateInput): Promise<Result<Made, Trouble>> {
  const wrong = input.kind === 'production' ? notForProduction(with_) : null;
  if (wrong !== null) return err(wrong);
  const offered = input.kind === 'rehearsal' ? offeredTo(with_.packs, input.pack, with_.worlds) : {};
  const plan = planFromPack(with_.packs, input.pack, { ...offered, ...input.variables });
  if (!plan.ok) return plan;
  const key = await with_.people.keyFor(input.kind, { person: input.keeper, passphrase: input.passphrase });
  if (!key.ok) return key;
  const now = with_.clock.now();
  const title = input.title ?? plan.value.title;
  const command = {
    type: 'launch.create',
    launch: launchIdText(input.pack, now, randomBytes(3).toString('hex')),
    kind: input.kind,
    plan: { ...plan.value, title },
    tZeroAt: input.tZeroAt ?? defaultTZero(now, plan.value.steps[0]?.plannedAt ?? 0),
    ...(input.window === undefined ? {} : { window: input.window }),
    people: input.people,
    keeper: input.keeper,
    keeperKey: key.value.publicKey,
    keeperWords: key.value.words,
  } as const;
  const signed = with_.people.sign(emptyLaunch, command, input.keeper, (bytes) => key.value.signer.sign(bytes), now);
  key.value.signer.wipe();
  const source = { ...signed, commandId: randomUUID() };
  const tried = decide(emptyLaunch, command, {
    commandId: source.commandId,
    at: now,
    person: input.keeper,
    console: with_.console,
    signed: source.signed,
  });
  return tried.ok ? ok({ card: cardFor(with_, command, title), command, source }) : tried;
}

const cardFor = (
  { environment }: Making,
  { launch, kind, plan, tZeroAt, people }: { readonly plan: LaunchPlan } & Omit<Made['command'], 'plan'>,
  title: string,
): LaunchCard => ({
  ...{ id: launch, title, kind, tZeroAt, people, isArchived: false },
  ...{ timeZone: plan.timeZone, pack: plan.pack.name, variables: plan.variables },
  ...(environment === undefined || kind !== 'rehearsal' ? {} : { environment }),
});

function notForProduction({ production, isElectronOfficial }: Making): Trouble | null {
  if (isElectronOfficial === false)
    return refusal(
      'electron-not-official',
      'This Tminus runs on an Electron that is years behind in security fixes: it makes rehearsals only.',
      'Start it where the official Electron can be had.',
    );
  return refusedInProduction(production);
}
