import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { partOf } from '#renderer/ui/parts.tsx';

// The view keeps its theme in the window.
beforeAll(() => vi.stubGlobal('window', { localStorage: { getItem: () => null } }));
afterAll(() => vi.unstubAllGlobals());

const parts = [{ id: 'sources' }, { id: 'wall' }] as const;

test('a jump to a part of a view shows it while the view is open already, as often as one jumps', async () => {
  const { choose, show, useView } = await import('#renderer/stores/view.ts');
  const part = () => partOf(parts, useView.getState().target);
  show('settings');
  expect(part()).toBe('sources');
  show('settings', 'wall');
  expect(part()).toBe('wall');
  const { jumps } = useView.getState();
  choose('sources');
  expect([part(), useView.getState().jumps]).toEqual(['sources', jumps]);
  show('settings', 'wall');
  expect([part(), useView.getState().jumps]).toEqual(['wall', jumps + 1]);
});

test('a jump to something that is no part of the view shows the first', () => {
  expect(partOf(parts, 'step-12')).toBe('sources');
});
