import { expect, test } from 'vitest';
import { troublesOf } from '#shared/views/status/page-words.ts';

test('two components of one name, in two groups, are said once', () => {
  const api = { name: 'API', status: 'degraded_performance' };
  const page = { at: 0, description: '', indicator: 'minor', changedAt: null, incidents: [], troubled: [api, api] };
  expect(troublesOf(page)).toEqual(['API: degraded performance']);
});
