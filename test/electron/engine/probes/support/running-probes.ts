import { createLooks } from '#engine/adapters/looks.ts';
import { createClock } from '#engine/clock.ts';
import { ProbeRunner } from '#engine/probes/probe-runner.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import { ItemId } from '#shared/domain/ids.ts';
import type { ProbeVerdict } from '#shared/domain/probe/verdict.ts';
import { startPage } from './start-page.ts';

/** Probes of pages, `everyMs` apart in launch time that runs at `speed`, with a record as the engine keeps it. */
export async function running(
  onTestFinished: (stop: () => Promise<void>) => void,
  count: number,
  { everyMs = 60_000, timeoutMs = 5000, speed = 1, isUntilLaunch = false } = {},
) {
  let hasBegun = false;
  const page = await startPage();
  const now = Date.now();
  const clock = createClock({ startedAtReal: now, startedAtLaunch: now, speed });
  const hub = new ObservationHub(clock);
  const looks = createLooks(null);
  const told: EngineCommand[] = [];
  const bugs: unknown[] = [];
  const record = new Map<string, ProbeVerdict>();
  const runner = new ProbeRunner({
    items: Array.from({ length: count }, (_, index) => ({
      id: ItemId.parse(`item-${index}`),
      title: `Item ${index}`,
      probe: {
        check: { kind: 'http', url: `${page.url}/${index}`, status: 200 },
        everyMs,
        timeoutMs,
        ...(isUntilLaunch ? { until: 'launch' as const } : {}),
      },
    })),
    parts: () => ({ plan: { channels: [] }, clock, hub, feeds: null, outside: null, looks }),
    secrets: [],
    recorded: (item) => record.get(item),
    tell: (command) => {
      told.push(command);
      if (command.type === 'probe.judge') record.set(command.item, command.verdict);
    },
    hasBegun: () => hasBegun,
    bug: (error) => bugs.push(error),
  });
  onTestFinished(async () => {
    await runner.close();
    await looks.close();
    await page.stop();
  });
  const observed = (index: number) => hub.probes.find(({ item }) => item === `item-${index}`);
  const begin = () => {
    hasBegun = true;
  };
  return { page, hub, runner, told, bugs, observed, begin };
}
