import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LaunchId } from '#shared/domain/ids.ts';

const Card = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['rehearsal', 'production']),
  tZeroAt: z.number(),
  /** Which run of the rehearsal environment it was made in: its cluster ends with that run. */
  environment: z.string().optional(),
});
/** What a list of launches shows of one; the truth is in its log. */
export type LaunchCard = z.infer<typeof Card>;

/** Where a launch lies: its log, and a card to list it by. */
export const launchFolder = (home: string, id: LaunchId | string): string => join(home, 'launches', id);
export const logFile = (home: string, id: LaunchId | string): string => join(launchFolder(home, id), 'log.sqlite');

export function writeCard(home: string, card: LaunchCard): void {
  mkdirSync(launchFolder(home, card.id), { recursive: true, mode: 0o700 });
  writeFileSync(join(launchFolder(home, card.id), 'launch.json'), JSON.stringify(card), { mode: 0o600 });
}

/** Launches of this machine, newest first. */
export function listCards(home: string): readonly LaunchCard[] {
  const folder = join(home, 'launches');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder)
    .flatMap((name) => {
      try {
        return [Card.parse(JSON.parse(readFileSync(join(folder, name, 'launch.json'), 'utf8')))];
      } catch {
        return [];
      }
    })
    .toSorted((a, b) => b.id.localeCompare(a.id));
}
