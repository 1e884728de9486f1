import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CriterionId, LaunchId, PersonId } from '#shared/domain/ids.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { passphrase, QuietEngine } from '#test/support/quiet-engine.ts';

test('two that are opened at once: each is answered, one stays open, the other can be opened again', async () => {
  const here = new QuietEngine();
  const [a, b] = [await here.make(), await here.make()].map((id) => LaunchId.parse(id));
  invariant(a !== undefined && b !== undefined, 'two launches were made');
  await here.make();
  const both = await Promise.all([
    here.call('v', 'launch.open', { launch: a }),
    here.call('w', 'launch.open', { launch: b }),
  ]);
  expect(both.map(({ state }) => state.launch?.id)).toEqual([a, b]);
  expect(here.engine.state.launch?.id).toBe(b);
  expect((await here.call('w', 'launch.open', { launch: a })).state.launch?.id).toBe(a);
  expect((await here.call('w', 'launch.open', { launch: b })).state.launch?.id).toBe(b);
});

test('a log that can not be opened leaves the launch that is open as it is', async () => {
  const here = new QuietEngine();
  const damaged = await here.make();
  const open = await here.make();
  writeFileSync(join(here.home, 'launches', damaged, 'log.sqlite'), 'not a log');
  expect(await here.refusal('w', 'launch.open', { launch: damaged })).toBe('fault');
  expect(here.engine.state.launch?.id).toBe(open);
  await here.send('j-ito', { type: 'clock.hold', reason: 'still here' });
  expect(here.pushes.at(-1)).toMatchObject({ name: 'launch.events' });
});

test('nobody walks away from an open decision by opening or making another launch', async () => {
  const here = new QuietEngine();
  const other = await here.make();
  const open = await here.make();
  const criterion = CriterionId.parse('error-rate-2-to-5');
  await here.send('j-ito', { type: 'criterion.raise', criterion, evidence: 'error rate 3 %' });
  expect(await here.refusal('w', 'launch.open', { launch: other })).toBe('launch-busy');
  const folders = readdirSync(join(here.home, 'launches'));
  await expect(here.make()).rejects.toThrow(/A decision is open/);
  expect(readdirSync(join(here.home, 'launches'))).toEqual(folders);
  expect(here.engine.state.launch?.id).toBe(open);
});

test('what was used last comes back, not what was made last', async () => {
  const here = new QuietEngine();
  const first = await here.make();
  await here.make();
  await here.call('w', 'launch.open', { launch: LaunchId.parse(first) });
  await here.engine.stop();
  const again = new QuietEngine({ home: here.home });
  await again.engine.openLast();
  expect(again.engine.state.launch?.id).toBe(first);
});

const production = async (here: QuietEngine) => {
  const launch = LaunchId.parse(await here.make({ kind: 'production', tZeroAt: Date.now() + 86_400_000 }));
  return { launch, isArchived: true };
};
const signIn = (here: QuietEngine) =>
  here.call('w', 'identity.sign-in', { person: PersonId.parse('j-ito'), passphrase });

test('the only production launch is left to be put away; opened again it is taken back', async () => {
  const here = new QuietEngine();
  const away = await production(here);
  expect(await here.refusal('w', 'launch.archive', away)).toBe('read-only');
  expect(here.engine.state.launch?.id).toBe(away.launch);

  await signIn(here);
  await here.call('w', 'launch.archive', away);
  expect(await here.call('w', 'launch.list', {})).toMatchObject([{ isOpen: false, isArchived: true }]);
  expect(await here.call('w', 'launch.snapshot', {})).toBeNull();
  expect(here.pushes.at(-1)).toMatchObject({ name: 'launch.opened', data: { launch: null } });
  expect((await here.call('w', 'identity.session', {})).person).toBeNull();

  const back = { ...away, isArchived: false };
  expect(await here.refusal('w', 'launch.archive', back)).toBe('read-only');
  await here.call('w', 'launch.open', { launch: away.launch });
  expect(here.engine.state.roster.keeper).toBe('j-ito');
  await signIn(here);
  await here.call('w', 'launch.archive', back);
  expect(await here.call('w', 'launch.list', {})).toMatchObject([{ isOpen: true, isArchived: false }]);
});

test('a launch with an open decision is not put away', async () => {
  const here = new QuietEngine();
  const away = await production(here);
  await signIn(here);
  const criterion = CriterionId.parse('error-rate-2-to-5');
  await here.send('j-ito', { type: 'criterion.raise', criterion, evidence: 'error rate 3 %' });
  expect(await here.refusal('w', 'launch.archive', away)).toBe('launch-busy');
  expect(await here.call('w', 'launch.list', {})).toMatchObject([{ isOpen: true, isArchived: false }]);
});
