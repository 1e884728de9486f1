import { expect, test } from 'vitest';
import { notReadyText } from '#shared/domain/describe/words.ts';

const check = (title: string, text: string) => ({ title, text, state: 'unknown' as const });

test('one failing check is told with its reason', () => {
  expect(notReadyText([check('Flag service', 'Unleash can not be reached.')])).toBe(
    'Flag service: Unleash can not be reached',
  );
});

test('with the same server gone behind many checks the line stays readable', () => {
  const checks = ['Traffic to stable', 'Canary to zero', 'Stable carries 100 %'].map((title) =>
    check(title, 'cluster prod can not be reached, nothing listens there (ECONNREFUSED).'),
  );
  expect(notReadyText(checks)).toBe(
    'Traffic to stable: cluster prod can not be reached, nothing listens there (ECONNREFUSED); ' +
      'also not proven: Canary to zero, Stable carries 100 %',
  );
});
