import { expect, test } from 'vitest';
import { createDisagreementWatch } from '#engine/watch/disagreement.ts';
import { calm, monitor, page } from '#test/shared/signals/support/own-checks.ts';
import { madeLaunch } from '#test/support/launch-story.ts';
import { watched } from '../watch/support/watched-launch.ts';

const story = () => {
  const launch = madeLaunch();
  const { with_, hub } = watched(launch);
  const look = createDisagreementWatch(with_);
  const lookAfter = async (ms: number, isPage: boolean) => {
    launch.after(ms);
    hub.monitors = [monitor(false, launch.now)];
    hub.criteria = calm;
    hub.publicStatus = isPage ? page('none', 'All Systems Operational', launch.now) : null;
    hub.sources.live({ id: 'status-page', kind: 'status-page', title: 'status page', everyMs: 30_000 });
    await look();
  };
  return { hub, lookAfter };
};

test('losing sight of the page for a look does not put the alarm off', async () => {
  const { hub, lookAfter } = story();
  await lookAfter(0, true);
  await lookAfter(110_000, true);
  await lookAfter(1_000, false);
  await lookAfter(1_000, true);
  expect(hub.disagreement).toMatchObject({ isAlarm: false });
  await lookAfter(10_000, true);
  expect(hub.disagreement).toMatchObject({ isAlarm: true });
});

test('what was not seen for two minutes begins anew', async () => {
  const { hub, lookAfter } = story();
  await lookAfter(0, true);
  await lookAfter(60_000, false);
  await lookAfter(60_000, false);
  await lookAfter(1_000, true);
  expect(hub.disagreement).toMatchObject({ isAlarm: false });
  await lookAfter(119_000, true);
  expect(hub.disagreement).toMatchObject({ isAlarm: false });
  await lookAfter(1_000, true);
  expect(hub.disagreement).toMatchObject({ isAlarm: true });
});
