import { publishedCount } from '#shared/domain/publicity/published.ts';
import { pacedMs } from '../clock.ts';
import { Bell } from './bell.ts';
import { createDisagreementWatch } from './disagreement.ts';
import { createMonitorWatches } from './monitors.ts';
import { createOwnPageWatch, createVendorWatches } from './pages.ts';
import { poll } from './poll.ts';
import type { WatchingFeeds } from './watching.ts';

const SECOND_MS = 1000;

/** What users, the public and the vendors see; each on its own schedule, until the signal is aborted. */
export function watchOutside(with_: WatchingFeeds, bug: (error: unknown) => void): void {
  const { signal, state, clock } = with_;
  const own = createOwnPageWatch(with_);
  const published = new Bell();
  void poll(own.everyMs, signal, own.look, bug, published);
  for (const { everyMs, look } of [...createMonitorWatches(with_), ...createVendorWatches(with_)])
    void poll(everyMs, signal, look, bug);
  void poll(Math.min(SECOND_MS, pacedMs(clock, SECOND_MS, 100)), signal, createDisagreementWatch(with_), bug);
  let before = publishedCount(state());
  // What has just been published is read back at once, not at the page's next turn.
  const ringWhenPublished = async () => {
    const count = publishedCount(state());
    if (count !== before) published.ring();
    before = count;
  };
  void poll(SECOND_MS, signal, ringWhenPublished, bug);
}
