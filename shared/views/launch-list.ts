import type { LaunchListed } from '#shared/contract/facts.ts';
import { dateText, minuteTime } from './format/wall-time.ts';

export type LaunchGroups = { readonly current: readonly LaunchListed[]; readonly archived: readonly LaunchListed[] };

/** The launches of this machine: the open one first, then the latest T-0; those put away apart. */
export function launchGroups(launches: readonly LaunchListed[]): LaunchGroups {
  const inOrder = launches.toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen) || b.tZeroAt - a.tZeroAt);
  // The open one is never hidden, archived or not.
  const isAway = (launch: LaunchListed): boolean => launch.isArchived && !launch.isOpen;
  return { current: inOrder.filter((launch) => !isAway(launch)), archived: inOrder.filter(isAway) };
}

/** `Tue 24 Nov 2026 09:00 Europe/Berlin`: T-0 in the launch's own zone. */
export const tZeroText = ({ tZeroAt, timeZone }: Pick<LaunchListed, 'tZeroAt' | 'timeZone'>): string =>
  `${dateText(tZeroAt, timeZone)} ${yearOf(tZeroAt, timeZone)} ${minuteTime(tZeroAt, timeZone)} ${timeZone}`;

const yearOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric' }).format(at);
