import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import type { SilenceEntry } from '#shared/domain/silence/state.ts';
import { FaultStory } from '#test/support/fault-story.ts';

const slow = { timeout: 300_000 };
const settled = { timeout: 60_000, interval: 500 };
const HOUR = 3_600_000;

let story: FaultStory;
beforeAll(async () => {
  story = await FaultStory.open();
}, 300_000);
afterEach(() => story?.clearFaults());
afterAll(() => story?.close());

const seen = (): Promise<ObservationBatch> => story.engine.call('looker', 'observations.history', {});
const last = async (): Promise<SilenceEntry | undefined> => (await story.state()).silences.silences.at(-1);
async function silence(alert: string): Promise<PersonCommand> {
  const at = (await seen()).at;
  const matchers = [{ name: 'alertname', value: alert }];
  return { type: 'silence.place', alert, matchers, endsAt: Math.round(at + HOUR), reason: 'the cache is warmed' };
}
/** Whether Alertmanager holds the alert back, by its own word. */
async function isHeldBack(alert: string): Promise<boolean | undefined> {
  const firing = await story.outside.alerts?.firing([`alertname="${alert}"`]);
  return firing?.ok === true ? firing.value[0]?.isSuppressed : undefined;
}

describe('an alert that is noise of the launch', () => {
  test('is silenced from the console, counted as silenced, and heard again when it is lifted', slow, async () => {
    story.inject({ scenario: 'firing-alert', alert: 'CacheWarming', severity: 'warning' });
    await story.does('j-ito', await silence('CacheWarming'));
    await expect.poll(async () => (await last())?.standing, settled).toBe('active');
    await expect.poll(() => isHeldBack('CacheWarming'), settled).toBe(true);
    await story.does('j-ito', { type: 'silence.lift', silence: (await last())?.id ?? ('' as never) });
    await expect.poll(async () => (await last())?.standing, settled).toBe('over');
    expect(await isHeldBack('CacheWarming')).toBe(false);
  });

  test('is not silenced when a rollback is decided by what it reads, nor by who may not', slow, async () => {
    const command = await silence('HighErrorRate');
    const refused = await story.engine.envelope('j-ito', 'launch.dispatch', { command });
    expect(refused).toMatchObject({
      ok: false,
      trouble: { code: 'feeds-criterion', message: expect.stringContaining('http_requests_total') },
    });
    const other = await story.engine.envelope('m-okafor', 'launch.dispatch', { command: await silence('Noise') });
    expect(other).toMatchObject({ ok: false, trouble: { code: 'not-entitled' } });
    story.inject({ scenario: 'prometheus-down' });
    await expect
      .poll(() => story.engine.envelope('j-ito', 'launch.dispatch', { command }), settled)
      .toMatchObject({ ok: false, trouble: { code: 'not-proven' } });
  });

  test(
    'whose silence was being placed when the console died is looked for, and never asked for twice',
    slow,
    async () => {
      const command = await silence('LostWithTheConsole');
      story.inject({ scenario: 'alertmanager-down', mode: 'hang' });
      await story.does('j-ito', command);
      await story.restart();
      expect((await last())?.standing).toBe('placing');
      story.clearFaults();
      await expect.poll(async () => (await last())?.standing, settled).toBe('failed');
      expect((await last())?.trouble).toContain('place it again');
    },
  );
});

describe('the page says that all is well while users are turned away', () => {
  test('after two minutes it is an alarm in the log, and it ends when they agree again', slow, async () => {
    await expect.poll(async () => (await seen()).publicStatus?.indicator, settled).toBe('none');
    story.inject({ scenario: 'page-down', path: '/public/healthz' });
    const alarmed = await story.engine.until(
      'the alarm is in the log',
      ({ signal }) => signal.disagreement !== null,
      90_000,
    );
    expect(alarmed.signal.disagreement?.text).toContain('Public API');
    expect((await seen()).disagreement).toMatchObject({ isAlarm: true });
    story.clearFaults();
    await story.engine.until('the alarm has ended', ({ signal }) => signal.disagreement === null, 60_000);
    expect(await story.troubles()).toEqual([]);
  });
});
