import { describe, expect, test } from 'vitest';
import type { LogKindRow, LogKindsObserved } from '#shared/contract/observed/logs.ts';
import { logReading } from '#shared/views/log-reading.ts';
import { logSummary, noKindsText } from '#shared/views/log-words.ts';
import { batchAt, calmWorld } from '#test/renderer/fixtures/world.ts';

const NOW = 1_800_000_000_000;
const FRESH = 15_000;
const kind = (mark: LogKindRow['mark']): LogKindRow => ({
  ...{ key: mark, text: 'jwt expired', service: 'auth-service', where: 'stable', pod: 'auth-1', count: 3 },
  ...{ firstAt: NOW - 60_000, lastAt: NOW, trend: [3], mark },
});
const seeing = (...marks: readonly LogKindRow['mark'][]): LogKindsObserved => ({
  ...{ at: NOW, rows: marks.map(kind), kinds: marks.length, others: 0, perSecond: 12 },
  fresh: marks.filter((mark) => mark === 'new').length,
  ...{ notShown: 0, errorsNotShown: 0, lost: 0, isLossy: false, readFrom: NOW - 3_600_000 },
});
/** The head of screen 3 when so much is missing of the logs, and these kinds of error were seen. */
function head(partial: string | null, kinds: LogKindsObserved | null, now = NOW) {
  const calm = batchAt(NOW, calmWorld(), []);
  const sources = calm.sources.map((one) => (one.id === 'logs' ? { ...one, partial } : one));
  return logSummary(kinds, logReading({ ...calm, sources }, now, FRESH));
}

describe('the head of the log screen', () => {
  test('is green only when all logs are read and no kind of error is new', () => {
    expect(head(null, seeing('known'))).toEqual({ tone: 'good', text: 'nothing new', note: null });
  });

  test('is never green while a part of the logs is not read, and says what is missing', () => {
    for (const missing of [
      '15 of 16 pods can not be read: forbidden',
      'no pod of these services is running',
      'after a break, lines since 07:10:00 UTC were left out: too many to catch up with',
    ])
      for (const kinds of [seeing(), seeing('known')])
        expect(head(missing, kinds)).toEqual({ tone: 'unknown', text: 'read in part', note: missing });
  });

  test('shows a new kind, and one that grows, as it does when all is read, with what is missing beside it', () => {
    const missing = '15 of 16 pods can not be read: forbidden';
    const note = `read in part: ${missing}`;
    expect(head(missing, seeing('new', 'known'))).toEqual({ tone: 'act', text: '1 new kind since canary', note });
    expect(head(missing, seeing('more'))).toEqual({ tone: 'watch', text: '1 kind grows', note });
    expect(head(missing, seeing('seen'))).toEqual({ tone: 'unknown', text: 'new or not, unknown', note });
    expect(head(null, seeing('new')).note).toBeNull();
  });

  test('is not green over errors in no kind, nor after the source left out lines: among them there may be a new kind', () => {
    expect(head(null, { ...seeing('known'), others: 400 })).toMatchObject({
      tone: 'unknown',
      text: 'too many kinds to tell',
    });
    expect(head(null, { ...seeing(), lost: 5000, isLossy: true })).toMatchObject({
      tone: 'unknown',
      text: 'read in part',
    });
    expect(head(null, { ...seeing('new'), others: 400, isLossy: true })).toMatchObject({ tone: 'act' });
    const lossy = noKindsText({ ...seeing(), isLossy: true }, { isBlind: false, missing: null });
    expect(lossy).toBe('No errors in what is read of the last 15 minutes: a part is missing.');
  });

  test('says that the logs are not read when they are not, whatever was missing before', () => {
    const unread = { tone: 'unknown', text: 'logs not read', note: null };
    expect(head('no pod of these services is running', seeing('new'), NOW + 60_000)).toEqual(unread);
    expect(head(null, null)).toEqual(unread);
    expect(logReading(null, NOW, FRESH)).toEqual({ isBlind: true, missing: null });
  });
});

test('that there are no errors is said of the whole only where the whole is read', () => {
  const text = (isBlind: boolean, missing: string | null) => noKindsText(seeing(), { isBlind, missing });
  expect(text(false, null)).toBe('No errors in the last 15 minutes.');
  expect(text(false, 'no pod is running')).toBe('No errors in what is read of the last 15 minutes: a part is missing.');
  expect(text(true, null)).toBe('Nothing is known: the logs are not being read.');
  expect(noKindsText(null, { isBlind: false, missing: null })).toBe('Not read yet.');
});
