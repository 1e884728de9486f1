import { expect, test } from 'vitest';
import type { Outside } from '#engine/adapters/outside.ts';
import { createDisagreementWatch } from '#engine/watch/disagreement.ts';
import { createOwnPageWatch } from '#engine/watch/pages.ts';
import { err, ok } from '#shared/lib/result.ts';
import { pageView } from '#shared/views/status/page-view.ts';
import { calm, monitor, page } from '#test/shared/signals/support/own-checks.ts';
import { madeLaunch } from '#test/support/launch-story.ts';
import { fault, watched } from './support/watched-launch.ts';

const summary = {
  ...{ status: { indicator: 'none', description: 'All Systems Operational' }, updatedAt: null },
  ...{ components: [], incidents: [] },
};
// Only the page is asked.
const pages = (answers: boolean) =>
  ({
    statusPage: {
      summary: async () => (answers ? ok(summary) : err(fault('unreachable', 'nothing listens there', true))),
    },
  }) as unknown as Outside;
const at = (statusPageUrl?: string) => ({ context: 'rehearsal', statusPageUrl }) as never;

test('what another page said is nothing of the one that is read now', async () => {
  const story = madeLaunch();
  const first = watched(story, {}, { outside: pages(true), settings: at('https://old.example') });
  await createOwnPageWatch(first.with_).look();
  const mark = () => pageView(first.hub.batch(false), story.state, story.now, 15_000).mark;
  expect(mark().tone).toBe('good');
  // Saved as it was: what was read goes on being shown.
  createOwnPageWatch(first.with_);
  expect(mark().tone).toBe('good');
  const second = watched(story, {}, { outside: pages(false), settings: at('https://new.example'), hub: first.hub });
  await createOwnPageWatch(second.with_).look();
  expect(mark()).toEqual({ tone: 'unknown', word: 'not read' });
});

test('an alarm about a page that is not read any more ends, and says so in the log', async () => {
  const story = madeLaunch();
  const { with_, hub, told } = watched(story);
  const look = createDisagreementWatch(with_);
  const see = async (isUp: boolean) => {
    story.after(60_000);
    hub.monitors = [monitor(isUp, story.now)];
    hub.criteria = calm;
    await look();
  };
  for (let n = 0; n < 4; n += 1) {
    hub.publicStatus = page('none', 'All Systems Operational', story.now + 60_000);
    hub.sources.live({ id: 'status-page', kind: 'status-page', title: 'status page', everyMs: 30_000 });
    await see(false);
  }
  expect(hub.disagreement?.isAlarm).toBe(true);
  const channels = with_.plan.channels.filter(({ means }) => means !== 'Status page');
  createOwnPageWatch({ ...with_, plan: { ...with_.plan, channels }, settings: at() });
  expect(hub.sources.one('status-page')?.state).toBe('off');
  await see(false);
  expect(hub.disagreement).toBeNull();
  expect(told.map(({ type }) => type)).toEqual(['disagreement.raise', 'disagreement.end']);
});
