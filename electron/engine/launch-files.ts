import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LaunchId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { Person } from '#shared/domain/roster/person.ts';
import { withoutKeys } from '#shared/domain/roster/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { reportBug } from './bug.ts';
import { cardFromLog } from './card-from-log.ts';

const Card = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['rehearsal', 'production']),
  tZeroAt: z.number(),
  timeZone: z.string().default('UTC'),
  pack: z.string().default(''),
  /** What a copy of the launch begins with. */
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  people: z.array(Person).default([]),
  isArchived: z.boolean().default(false),
  /** Which run of the rehearsal environment it was made in: its cluster ends with that run. */
  environment: z.string().optional(),
  /** How long its last quick rollback took, real milliseconds: what later launches of the pack expect. */
  rollbackMs: z.number().nonnegative().optional(),
});
/** What a list of launches shows of one; the truth is in its log. */
export type LaunchCard = z.infer<typeof Card>;

/** Where a launch lies: its log, its evidence and papers, and a card to list it by. */
export const launchFolder = (home: string, id: LaunchId | string): string => join(home, 'launches', id);
export const logFile = (home: string, id: LaunchId | string): string => join(launchFolder(home, id), 'log.sqlite');
const cardFile = (home: string, id: string): string => join(launchFolder(home, id), 'launch.json');

/** Writes a launch's card, whole or not at all. */
export function writeCard(home: string, card: LaunchCard): Result<void, Fault> {
  try {
    mkdirSync(launchFolder(home, card.id), { recursive: true, mode: 0o700 });
    const partial = `${cardFile(home, card.id)}.partial`;
    writeFileSync(partial, JSON.stringify(card), { mode: 0o600 });
    renameSync(partial, cardFile(home, card.id));
    return ok(undefined);
  } catch (error) {
    return err({
      kind: 'fault',
      cause: 'disk',
      message: 'The folder of the launch can not be written.',
      hint: 'See that the disk has room and that the console’s folder may be written.',
      retryable: true,
      raw: String(error instanceof Error ? error.message : error).slice(0, 2000),
    });
  }
}

/** The card of a launch that has moved its T-0 or adopted a change. The list is only a help: the log is the truth. */
export function renewCard(home: string, { launch, clock, roster }: LaunchState): void {
  const card = launch === null ? undefined : cardOf(home, launch.id);
  if (card === undefined || launch === null) return;
  const people = withoutKeys(Object.values(roster.people));
  writeCard(home, { ...card, tZeroAt: clock.tZeroAt, variables: launch.plan.variables, people });
}

/** A launch that was never made: nothing of it stays. */
export const removeLaunch = (home: string, id: string): void =>
  rmSync(launchFolder(home, id), { recursive: true, force: true });

/** Launches of this machine, newest first; a log is never left out because its card is gone or damaged. */
export function listCards(home: string): readonly LaunchCard[] {
  const folder = join(home, 'launches');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder)
    .flatMap((name) => readCard(home, name) ?? cardFromLog(name, logFile(home, name)) ?? [])
    .toSorted((a, b) => b.id.localeCompare(a.id));
}

function readCard(home: string, id: string): LaunchCard | undefined {
  try {
    return Card.parse(JSON.parse(readFileSync(cardFile(home, id), 'utf8')));
  } catch {
    return undefined;
  }
}

const lastFile = (home: string): string => join(home, 'last-launch');

/** Remembers which launch is used: after a crash it is the one that comes back. Not being able to is no reason to stop. */
export function rememberLast(home: string, id: string): void {
  try {
    writeFileSync(lastFile(home), id, { mode: 0o600 });
  } catch (error) {
    reportBug(error);
  }
}

/** The launch that was used last, the newest one where nobody remembers; undefined when it was put away. */
export function lastUsed(home: string): LaunchCard | undefined {
  const cards = listCards(home).filter((card) => !card.isArchived);
  try {
    const id = readFileSync(lastFile(home), 'utf8');
    return cards.find((card) => card.id === id);
  } catch {
    return cards[0];
  }
}

export const cardOf = (home: string, id: string): LaunchCard | undefined =>
  listCards(home).find((card) => card.id === id);
