import { useMemo } from 'react';
import type { ItemId } from '#shared/domain/ids.ts';
import { type ItemFilter, type ItemSection, itemSections } from '#shared/views/item-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { useSession } from '../../stores/session.ts';

/** A second of a rehearsal at speed 60 is a minute of launch time: so much later a look may come. */
const SLACK_MS = 30_000;

/** The rows that are shown, section by section. */
export function useSections(open: string, filter: ItemFilter): readonly ItemSection[] {
  const state = useLaunch((replica) => replica.state);
  const speed = useLaunch((replica) => replica.clock.speed);
  const person = useSession((facts) => facts.person?.id ?? null);
  const observed = useObservations((seen) => seen.latest?.probes);
  const now = useNow();
  const probes = useMemo(() => new Map((observed ?? []).map((probe) => [probe.item, probe])), [observed]);
  return itemSections(state, open, filter, { person, now, probes, slackMs: SLACK_MS * Math.max(1, speed) });
}

/** The row where one begins: the first that needs a person, else the first that is open. */
export function firstRow(sections: readonly ItemSection[]): ItemId | null {
  const rows = sections.flatMap((section) => section.rows);
  return (rows.find((row) => row.isRed) ?? rows.find((row) => row.state === 'open') ?? rows[0])?.id ?? null;
}
