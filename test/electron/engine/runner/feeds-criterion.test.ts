import { expect, test } from 'vitest';
import { whyLoud } from '#engine/runner/feeds-criterion.ts';
import { err, ok } from '#shared/lib/result.ts';
import { plan } from '#test/support/launch-story.ts';

test('an alert stays loud when Prometheus can not be asked: what is not proven is refused', async () => {
  const fault = { kind: 'fault', cause: 'unreachable', message: 'It can not be reached.', retryable: true } as const;
  const close = async () => undefined;
  expect(await whyLoud({ all: async () => err(fault), close }, plan, 'Any')).toMatchObject({
    code: 'not-proven',
    message: expect.stringContaining('It can not be reached.'),
  });
  expect(await whyLoud({ all: async () => ok([]), close }, plan, 'Any')).toBeNull();
});
