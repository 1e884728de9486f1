import type { PageObserved } from '#shared/contract/observed/outside.ts';
import { statusChannel } from '#shared/domain/publicity/status-channel.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { StatusSummary } from '../adapters/monitors/port.ts';
import { pacedMs } from '../clock.ts';
import { backOffMs } from './back-off.ts';
import type { WatchingFeeds } from './watching.ts';

/** How often pages are read, launch time; in a fast rehearsal not more often than they bear, real time. */
const OWN_EVERY_MS = 30_000;
const VENDOR_EVERY_MS = 60_000;
const LEAST_MS = 2_000;
const LIMIT_MS = 5_000;
/** What is kept of a page: it is shown on a screen, not archived. */
const MOST_LISTED = 20;

/** What is read on its own schedule: `everyMs` is real time between two looks. */
export type PageWatch = { readonly everyMs: number; readonly look: () => Promise<number> };

const within = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);

function observed({ status, components, incidents, updatedAt }: StatusSummary, at: number): PageObserved {
  return {
    ...{ at, description: status.description, indicator: status.indicator, changedAt: updatedAt },
    troubled: components.filter((component) => component.status !== 'operational').slice(0, MOST_LISTED),
    incidents: incidents.slice(0, MOST_LISTED),
  };
}

/** Where our own page is read: as the settings say, else where the pack's channel for it leads; null when neither does. */
const ownPage = ({ settings, plan }: WatchingFeeds): string | null =>
  settings.statusPageUrl ?? statusChannel(plan)?.address ?? null;

/** Our own status page, read back as the public reads it. */
export function createOwnPageWatch(with_: WatchingFeeds): PageWatch {
  const { hub, clock, signal, outside } = with_;
  const everyMs = pacedMs(clock, OWN_EVERY_MS, LEAST_MS);
  const about = { id: 'status-page', kind: 'status-page', title: 'status page', everyMs } as const;
  const url = ownPage(with_);
  // What another page said is nothing of this one.
  if (hub.publicStatusUrl !== url) hub.publicStatus = null;
  hub.publicStatusUrl = url;
  if (url === null) hub.sources.off(about, 'Neither the connection settings nor the pack name a status page.');
  let failures = 0;
  return {
    everyMs,
    look: async () => {
      if (url === null) return everyMs;
      const page = await outside.statusPage.summary(url, within(signal));
      if (signal.aborted) return everyMs;
      failures = page.ok ? 0 : failures + 1;
      const waitMs = page.ok ? everyMs : backOffMs(failures, everyMs, page.error);
      if (page.ok) hub.publicStatus = observed(page.value, clock.now());
      if (page.ok) hub.sources.live(about);
      else hub.sources.failing(about, page.error, waitMs);
      return waitMs;
    },
  };
}

/** Each vendor's page on its own schedule; one that falls silent is kept with what it said last. */
export function createVendorWatches({ plan, hub, clock, signal, outside }: WatchingFeeds): readonly PageWatch[] {
  const everyMs = pacedMs(clock, VENDOR_EVERY_MS, LEAST_MS);
  const about = { id: 'vendors', kind: 'vendors', title: 'vendors', everyMs } as const;
  const before = new Map(hub.vendors.map((vendor) => [vendor.id, vendor]));
  hub.vendors = plan.vendors.map(({ id, title, statusPage }) => {
    const { page, silent } = (hub.vendorUrls.get(id) === statusPage && before.get(id)) || { page: null, silent: null };
    return { id, title, page, silent };
  });
  hub.vendorUrls = new Map(plan.vendors.map(({ id, statusPage }) => [id, statusPage]));
  if (plan.vendors.length === 0) hub.sources.off(about, 'The pack names no vendor.');
  const silent = new Map<string, Fault>();
  const tellSource = () => {
    const [first] = silent.values();
    const names = plan.vendors.filter(({ id }) => silent.has(id)).map(({ title }) => title);
    if (first === undefined) hub.sources.live(about);
    // One page that is silent is said at its row; the source fails when none of them answers.
    else if (names.length < plan.vendors.length) hub.sources.live(about, `no answer from ${names.join(', ')}`);
    else hub.sources.failing(about, first);
  };
  return plan.vendors.map(({ id, statusPage }): PageWatch => {
    let failures = 0;
    return {
      everyMs,
      look: async () => {
        const page = await outside.statusPage.summary(statusPage, within(signal));
        if (signal.aborted) return everyMs;
        const now = clock.now();
        hub.vendors = hub.vendors.map((vendor) => {
          if (vendor.id !== id) return vendor;
          if (page.ok) return { ...vendor, page: observed(page.value, now), silent: null };
          return { ...vendor, silent: { since: vendor.silent?.since ?? now, text: page.error.message } };
        });
        if (page.ok) silent.delete(id);
        else silent.set(id, page.error);
        tellSource();
        failures = page.ok ? 0 : failures + 1;
        return page.ok ? everyMs : backOffMs(failures, everyMs, page.error);
      },
    };
  });
}
