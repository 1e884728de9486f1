import { LogView } from '#shared/views/log-view.ts';
import type { FromLogWorker, ToLogWorker } from './log-messages.ts';

/** How often what is shown is told while lines come, ms: a line is seen in a quarter of a second all the same. */
const TELL_MS = 100;
/** How long lines are looked at before anything else is heard, ms. */
const WORK_MS = 25;

const view = new LogView();
const wanted = { from: 0, count: 40 };
let telling: number | null = null;
let isWorking = false;

const post = (message: FromLogWorker): void => self.postMessage(message);

function tell(): void {
  telling = null;
  const rows = view.rows(wanted.from, wanted.count);
  post({ kind: 'shown', shown: { ...view.counts(), from: wanted.from, rows } });
}

/** Soon, but no more often than anybody can see. */
function tellSoon(): void {
  if (telling === null) telling = self.setTimeout(tell, TELL_MS);
}

/** Looks at the older lines bit by bit, so that another filter is heard meanwhile. */
function work(): void {
  const until = performance.now() + WORK_MS;
  isWorking = view.work(() => performance.now() > until);
  tellSoon();
  if (isWorking) self.setTimeout(work);
}

const heard: { readonly [K in ToLogWorker['kind']]: (message: Extract<ToLogWorker, { kind: K }>) => void } = {
  lines: ({ batches }) => {
    for (const batch of batches) view.add(batch);
    tellSoon();
  },
  filter: ({ filter }) => {
    const set = view.setFilter(filter);
    post({ kind: 'filter', trouble: set.ok ? null : set.error });
    if (!set.ok) return;
    // The first screen at once: it is what a person waits for.
    const until = performance.now() + WORK_MS;
    const more = view.work(() => performance.now() > until || view.rows(0, wanted.count).length >= wanted.count);
    tell();
    if (more && !isWorking) {
      isWorking = true;
      self.setTimeout(work);
    }
  },
  hold: ({ isHeld }) => {
    if (isHeld) view.hold();
    else view.release();
    tell();
  },
  rows: ({ from, count }) => {
    Object.assign(wanted, { from, count });
    tell();
  },
  ping: ({ number }) => post({ kind: 'pong', number }),
};

self.onmessage = ({ data }: MessageEvent<ToLogWorker>): void => {
  // The kind says which of them takes it.
  heard[data.kind](data as never);
};
