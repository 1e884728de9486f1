import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LaunchId, PersonId, RoleId } from '#shared/domain/ids.ts';
import { cast, START } from '#test/support/launch-story.ts';
import { passphrase, QuietEngine } from '#test/support/quiet-engine.ts';

const folders = (home: string) => readdirSync(join(home, 'launches'));

test('a launch is made from a pack, opened, put away and found again', async () => {
  const here = new QuietEngine();
  const first = await here.make({ title: 'The first' });
  const second = await here.make({ title: 'The second' });
  const listed = await here.call('w', 'launch.list', {});
  expect(listed.map(({ title, isOpen, isArchived }) => [title, isOpen, isArchived]).sort()).toEqual([
    ['The first', false, false],
    ['The second', true, false],
  ]);
  await here.call('w', 'launch.open', { launch: first as never });
  expect(here.engine.state.launch?.plan.title).toBe('The first');
  const away = { launch: second as never, isArchived: true };
  // Nobody is signed in: a passer-by could hide a launch, or make a production launch count as over.
  expect(await here.refusal('w', 'launch.archive', away)).toBe('read-only');
  expect((await here.call('w', 'launch.list', {})).some((entry) => entry.isArchived)).toBe(false);
  await here.call('w', 'identity.sign-in', { person: PersonId.parse('j-ito'), passphrase });
  await here.call('w', 'launch.archive', away);
  const after = await here.call('w', 'launch.list', {});
  expect(after.find((entry) => entry.id === second)?.isArchived).toBe(true);
});

test('who is signed in to a rehearsal puts no production launch away', async () => {
  const here = new QuietEngine();
  const production = await here.make({ kind: 'production', tZeroAt: Date.now() + 86_400_000 });
  const other = await here.make({ kind: 'production', tZeroAt: Date.now() + 86_400_000 });
  await here.make();
  const away = { launch: production as never, isArchived: true };
  await here.call('w', 'identity.sign-in', { person: PersonId.parse('j-ito'), passphrase });
  expect(await here.refusal('w', 'launch.archive', away)).toBe('production-only');
  expect((await here.call('w', 'launch.list', {})).some((entry) => entry.isArchived)).toBe(false);
  await here.call('w', 'launch.open', { launch: other as never });
  await here.call('w', 'identity.sign-in', { person: PersonId.parse('j-ito'), passphrase });
  await here.call('w', 'launch.archive', away);
  expect((await here.call('w', 'launch.list', {})).find(({ id }) => id === production)?.isArchived).toBe(true);
});

test('a launch that is refused leaves nothing behind, and the one that was open stays open', async () => {
  const here = new QuietEngine();
  const open = await here.make();
  const without = cast.filter((person) => !person.roles.some((role) => role === 'security-lead'));
  const refused = await here.refusal('w', 'launch.create', {
    pack: 'media-gateway',
    kind: 'rehearsal',
    variables: {},
    people: without,
    keeper: 'j-ito',
    passphrase,
  });
  expect(refused).toBe('roster-wrong');
  expect(here.engine.state.launch?.id).toBe(open);
  expect(folders(here.home)).toEqual([open]);
});

test('a launch whose roster can not meet an authority by distinct people is not made', async () => {
  const here = new QuietEngine();
  const people = cast.map((person) => ({ ...person, isSenior: person.id === 'j-ito' || person.id === 'm-okafor' }));
  const commanderOnly = people.map((person) =>
    person.id === 'j-ito'
      ? { ...person, roles: [...person.roles, RoleId.parse('technical-lead')] }
      : { ...person, roles: person.roles.filter((role) => role !== 'technical-lead') },
  );
  const refused = await here.refusal('w', 'launch.create', {
    pack: 'media-gateway',
    kind: 'rehearsal',
    variables: {},
    people: commanderOnly,
    keeper: 'j-ito',
    passphrase,
  });
  expect(refused).toBe('authority-unmet');
});

test('a copy begins with the pack, the variables and the people of the launch it is made from', async () => {
  const here = new QuietEngine();
  const launch = await here.make({ variables: { version: 'v1.0.1' } });
  const template = await here.call('w', 'launch.template', { launch: launch as never });
  expect(template).toMatchObject({ pack: 'media-gateway', kind: 'rehearsal' });
  expect(template.variables.version).toBe('v1.0.1');
  expect(template.people.map((person) => person.id)).toEqual(cast.map((person) => person.id));
  expect(JSON.stringify(template)).not.toContain('publicKey');
});

test('rehearsal and production have their own keys, and a production launch needs no environment', async () => {
  const here = new QuietEngine();
  await here.make();
  const rehearsalKey = here.engine.state.roster.people['j-ito']?.publicKey;
  await here.make({ kind: 'production', tZeroAt: Date.now() + 86_400_000 });
  expect(here.engine.state.launch?.kind).toBe('production');
  expect(here.engine.state.roster.people['j-ito']?.publicKey).not.toBe(rehearsalKey);
  await expect
    .poll(() => here.engine.launch?.trouble ?? '', { timeout: 15_000 })
    .toContain('Nothing outside is set up');
  // Production goes by the real clock, whatever speed the rehearsals run at.
  expect(Math.abs(here.engine.clock.now() - Date.now())).toBeLessThan(5000);
});

test('a production launch refuses the rehearsal cluster, and an Electron years behind', async () => {
  const here = new QuietEngine({ isElectronOfficial: false });
  const production = {
    pack: 'media-gateway',
    kind: 'production',
    variables: {},
    people: cast,
    keeper: 'j-ito',
    passphrase,
  };
  expect(await here.refusal('w', 'launch.create', production)).toBe('electron-not-official');
  const there = new QuietEngine();
  const connections = {
    kubeconfig: '/nowhere',
    context: 'tminus-rehearsal',
    namespace: 'media-gateway',
    prometheus: { url: 'https://127.0.0.1:1' },
    flags: { service: 'unleash', url: 'https://127.0.0.1:1', token: 't', project: 'default' },
    monitors: [],
  };
  writeFileSync(join(there.home, 'connections.json'), JSON.stringify(connections), { mode: 0o600 });
  expect(await there.refusal('w', 'launch.create', production)).toBe('rehearsal-cluster');

  rmSync(join(there.home, 'connections.json'));
  const launch = LaunchId.parse(await there.make({ kind: 'production' }));
  await there.make();
  writeFileSync(join(there.home, 'connections.json'), JSON.stringify(connections), { mode: 0o600 });
  await there.call('w', 'launch.open', { launch });
  await expect
    .poll(() => there.engine.launch?.trouble ?? '', { timeout: 15_000 })
    .toContain('refuses the rehearsal cluster');
});

test('connections that can not be read are said, and no launch is made on them', async () => {
  const here = new QuietEngine();
  writeFileSync(join(here.home, 'connections.json'), '{"kubeconfig": 7}', { mode: 0o600 });
  const refused = await here.refusal('w', 'launch.create', {
    pack: 'media-gateway',
    kind: 'production',
    variables: {},
    people: cast,
    keeper: 'j-ito',
    passphrase,
  });
  expect(refused).toBe('fault');
  expect(existsSync(join(here.home, 'launches'))).toBe(false);
});

test('a launch whose T-0 has moved is still listed, with its people for a copy', async () => {
  const here = new QuietEngine();
  const launch = await here.make();
  const tZeroAt = here.engine.state.clock.tZeroAt + 60_000;
  await here.send('j-ito', { type: 'clock.slip', tZeroAt, reason: 'the vendor is late' });
  expect(await here.call('w', 'launch.list', {})).toMatchObject([{ id: launch, tZeroAt }]);
  const copy = await here.call('w', 'launch.template', { launch: LaunchId.parse(launch) });
  expect(copy.people).toEqual(cast);
});

test('a launch whose card is damaged is listed from its log, and opens', async () => {
  const here = new QuietEngine();
  const launch = await here.make();
  const [before] = await here.call('w', 'launch.list', {});
  await here.make();
  writeFileSync(join(here.home, 'launches', launch, 'launch.json'), '{"id":');
  expect(await here.call('w', 'launch.list', {})).toContainEqual({ ...before, isOpen: false });
  const opened = await here.call('w', 'launch.open', { launch: LaunchId.parse(launch) });
  expect(opened.state.launch?.id).toBe(launch);
});

test('a folder whose list says another kind than its log is not opened', async () => {
  const here = new QuietEngine();
  const launch = await here.make();
  await here.make();
  const card = join(here.home, 'launches', launch, 'launch.json');
  writeFileSync(card, JSON.stringify({ ...JSON.parse(readFileSync(card, 'utf8')), kind: 'production' }));
  expect(await here.refusal('w', 'launch.open', { launch })).toBe('kind-differs');
});

test('a changed pack is looked at, asked for by the commander and confirmed by the Engineering Lead', async () => {
  const here = new QuietEngine();
  mkdirSync(join(here.home, 'packs', 'own'), { recursive: true });
  const from = new URL('../../../shared/packs/media-gateway/', import.meta.url);
  for (const name of readdirSync(from).filter((file) => file.endsWith('.yaml')))
    writeFileSync(join(here.home, 'packs', 'own', name), readFileSync(new URL(name, from), 'utf8'));
  const head = join(here.home, 'packs', 'own', 'pack.yaml');
  writeFileSync(head, readFileSync(head, 'utf8').replace('name: media-gateway', 'name: own'));
  await here.make({ pack: 'own' });
  await here.enrolEveryone();
  expect((await here.call('w', 'launch.difference', {})).lines).toEqual([]);

  const checklists = join(here.home, 'packs', 'own', 'checklists.yaml');
  writeFileSync(
    checklists,
    readFileSync(checklists, 'utf8').replace('Cache hit rate normal', 'Cache hit rate above 95 %'),
  );
  const difference = await here.call('w', 'launch.difference', {});
  expect(difference.lines.map(({ kind, from: before, to }) => [kind, before, to])).toContainEqual([
    'changed',
    'Cache hit rate normal',
    'Cache hit rate above 95 %',
  ]);
  const asCommander = { shown: difference.shown, as: { person: PersonId.parse('j-ito'), passphrase } };
  expect(await here.refusal('w', 'launch.adopt', { ...asCommander, shown: '0'.repeat(64) })).toBe('shown-changed');
  await here.call('w', 'launch.adopt', asCommander);
  const waiting = here.engine.state.adoption.waiting;
  const confirm = {
    type: 'adoption.confirm',
    adoption: waiting?.id ?? '',
    role: RoleId.parse('engineering-lead'),
    shown: difference.shown,
  } as const;
  expect(await here.sendRefused('j-ito', confirm)).toBe('role-not-held');
  await here.send('a-lindqvist', confirm);
  const titles = JSON.stringify(here.engine.state.launch?.plan.checklists);
  expect(titles).toContain('Cache hit rate above 95 %');
  expect(here.engine.state.roster.people['a-lindqvist']?.publicKey).not.toBeNull();
});

test('files of evidence are copied with their hash; one that is not there is refused', async () => {
  const here = new QuietEngine();
  const launch = await here.make();
  await here.enrolEveryone();
  const item = here.engine.state.launch?.plan.checklists[0]?.sections[0]?.items[0]?.id ?? ('' as never);
  const content = Buffer.alloc(300_000, 'evidence ');
  const half = content.length / 2;
  const part = (number: number, isLast: boolean, bytes: Buffer) =>
    here.call('w', 'evidence.store', {
      upload: 'u1',
      name: '../report.pdf',
      part: number,
      isLast,
      base64: bytes.toString('base64'),
    });
  expect(await part(0, false, content.subarray(0, half))).toBeNull();
  const stored = await part(1, true, content.subarray(half));
  expect(stored?.name).toBe('__report.pdf');
  const file = join(here.home, 'launches', launch, 'evidence', `${stored?.sha256}-${stored?.name}`);
  expect(readFileSync(file)).toEqual(content);
  const evidence = { kind: 'file', name: '__report.pdf', sha256: stored?.sha256 ?? '', bytes: content.length } as const;
  await here.send('m-okafor', { type: 'item.mark', item, state: 'done', note: '', evidence: [evidence] });
  expect(here.engine.state.checklist.items[item]?.evidence).toEqual([evidence]);
  const absent = { ...evidence, sha256: 'f'.repeat(64) };
  expect(await here.sendRefused('m-okafor', { type: 'item.annotate', item, note: '', evidence: [absent] })).toBe(
    'no-such-file',
  );
  // A part that comes out of turn leaves nothing.
  expect(
    await here.refusal('w', 'evidence.store', { upload: 'u2', name: 'x', part: 3, isLast: true, base64: '' }),
  ).toBe('evidence-refused');
  expect(readdirSync(join(here.home, 'launches', launch, 'evidence'))).toHaveLength(1);
  expect(existsSync(join(here.home, 'launches', launch, 'log.sqlite'))).toBe(true);
});

test('without a T-0 a rehearsal begins a quarter of an hour before its first step', async () => {
  const here = new QuietEngine();
  await here.make();
  const { launch, clock } = here.engine.state;
  const first = clock.tZeroAt + (launch?.plan.steps[0]?.plannedAt ?? 0);
  expect(first - START).toBeGreaterThanOrEqual(14 * 60_000);
  expect(first - START).toBeLessThanOrEqual(17 * 60_000);
});
