import { expect, test } from 'vitest';
import { realClock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { createVendorWatches } from '#engine/watch/pages.ts';

test('a vendor whose page and title were changed by an adopted plan shows nothing of the old one', () => {
  const hub = new ObservationHub(realClock());
  hub.vendors = [
    {
      id: 'cdn',
      title: 'Old CDN',
      silent: null,
      page: {
        at: Date.now(),
        description: 'All Systems Operational',
        indicator: 'none',
        changedAt: null,
        troubled: [],
        incidents: [],
      },
    },
  ] as never;
  createVendorWatches({
    plan: { vendors: [{ id: 'cdn', title: 'New CDN', statusPage: 'https://status.new.example' }] },
    hub,
    clock: realClock(),
    signal: new AbortController().signal,
    outside: {},
  } as never);
  expect(hub.vendors[0]).toMatchObject({ title: 'New CDN', page: null });
});
