import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ItemGrid } from '#renderer/console/checklists/item-grid.tsx';
import { listIntent, manyByTick, moved, nextByTick, toggled } from '#renderer/console/checklists/list-keys.ts';
import { ListRail } from '#renderer/console/checklists/list-rail.tsx';
import { BulkBar } from '#renderer/console/checklists/list-tools.tsx';
import { OpenLink } from '#renderer/console/checklists/open-link.tsx';
import { base64, storeFile } from '#renderer/console/checklists/store-file.ts';
import { firstRow } from '#renderer/console/checklists/use-sections.ts';
import { NeedLines } from '#renderer/console/now/need-lines.tsx';
import { ItemId } from '#shared/domain/ids.ts';
import { itemSections } from '#shared/views/item-rows.ts';
import { listStandings } from '#shared/views/list-standing.ts';
import { needsPerson } from '#shared/views/needs-person.ts';
import { dayBefore, warRoomActive } from './fixtures/scenarios.ts';

// The stores read what the window keeps as soon as they are loaded.
vi.hoisted(() => vi.stubGlobal('window', { localStorage: { getItem: () => null } }));

const ids = ['a', 'b', 'c', 'd'].map((id) => ItemId.parse(id));
const [a, b, c, d] = ids;
const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
  listIntent({
    key: name,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...more,
  });
const nobody = { cursor: null, selected: new Set<ItemId>() };

test('the space bar ticks and takes a tick back; an n/a is opened again, what was blocked is done', () => {
  expect(key(' ')).toEqual({ kind: 'tick' });
  expect([nextByTick('open'), nextByTick('done'), nextByTick('not-applicable'), nextByTick('blocked')]).toEqual([
    'done',
    'open',
    'open',
    'done',
  ]);
});

test('the space bar takes back what is selected when all of it is settled, and ticks it otherwise', () => {
  expect(manyByTick(['done', 'done'])).toBe('open');
  expect(manyByTick(['done', 'not-applicable'])).toBe('open');
  expect(manyByTick(['done', 'open'])).toBe('done');
  expect(manyByTick(['not-applicable', 'blocked'])).toBe('done');
  expect(manyByTick([])).toBe('done');
});

test('the bar over several items offers under the space bar what the space bar does', () => {
  const bar = (byTick: 'open' | 'done') =>
    renderToStaticMarkup(<BulkBar count={2} byTick={byTick} onMark={() => {}} onClear={() => {}} />);
  expect(bar('done')).toMatch(/Tick all<span[^>]*>Space/);
  expect(bar('open')).toMatch(/Open again<span[^>]*>Space/);
  expect(bar('open')).not.toContain('Tick all');
});

test('a key that is held down moves and does nothing else', () => {
  expect(key('ArrowDown', { repeat: true })).toEqual({ kind: 'move', to: 'next', extend: false });
  expect(key(' ', { repeat: true })).toBeNull();
  expect(key('b', { repeat: true })).toBeNull();
});

test('keys of the whole console are left to it', () => {
  for (const name of ['1', '9', 'h', 'r', 'l', 'g', '?', 'Tab']) expect(key(name)).toBeNull();
  expect(key('k', { ctrlKey: true })).toBeNull();
});

test('arrows move between the ends of the list, with Shift they select on the way', () => {
  const first = moved(ids, nobody, 'next', false);
  expect(first.cursor).toBe(a);
  expect(moved(ids, first, 'previous', false).cursor).toBe(a);
  expect(moved(ids, first, 'last', false).cursor).toBe(d);
  const two = moved(ids, moved(ids, first, 'next', true), 'next', true);
  expect(two.cursor).toBe(c);
  expect([...two.selected]).toEqual([a, b, c]);
  expect([...toggled(two.selected, ItemId.parse('b'))]).toEqual([a, c]);
});

const sectionsOf = (engine: ReturnType<typeof dayBefore>) =>
  itemSections(engine.state, 't-24h', { only: 'all', query: '' }, { person: null, now: engine.now, probes: new Map() });

test('a list opens at what needs a person', () => {
  expect(firstRow(sectionsOf(dayBefore()))).toBe('t-24h-services-deployed');
});

test('a tick that its probe contradicts is red and says what the probe saw', () => {
  const sections = sectionsOf(dayBefore());
  const html = renderToStaticMarkup(
    <ItemGrid
      ref={null}
      title="T-24"
      sections={sections}
      place={{ cursor: ItemId.parse('t-24h-dns'), selected: new Set() }}
      checking={new Set()}
      onCursor={() => {}}
      onIntent={() => {}}
    />,
  );
  const row = /<tr class="item item-red"[^>]*data-item="t-24h-services-deployed".*?<\/tr>/s.exec(html)?.[0] ?? '';
  expect(row).toContain('fails');
  expect(row).toContain('valid for 10 days, 30 are asked for');
  // One row takes the focus: the list is one stop of the Tab key.
  expect(html.match(/tabindex="0"/gi)).toHaveLength(1);
});

test('the rail names progress, sign-offs and what is wrong of every list', () => {
  const { state, now } = dayBefore();
  const html = renderToStaticMarkup(
    <ListRail standings={listStandings(state, now)} open="t-24h" now={now} onOpen={() => {}} />,
  );
  expect(html.match(/rail-entry/g)).toHaveLength(4);
  expect(html).toContain('15/28');
  expect(html).toContain('1 contradicted, 1 blocked');
  expect(html.match(/aria-current/g)).toHaveLength(1);
});

test('a link that the launch was made without is not shown, and an http address says how it is reached', () => {
  const shown = (url: string) => renderToStaticMarkup(<OpenLink url={url} />);
  expect(shown('not set')).toBe('');
  expect(shown('')).toBe('');
  expect(shown('https://grafana.example/d/1')).toMatch(/<button[^>]*>grafana\.example\/d\/1/);
  expect(shown('http://grafana.example')).toMatch(/http:\/\/grafana\.example.*be opened from here: copy it/);
  expect(shown('http://grafana.example')).not.toContain('<button');
  expect(shown('the folder of the release')).toMatch(/<span[^>]*>the folder of the release<\/span>/);
});

test('when nothing needs a person the list is calm', () => {
  const { state, now } = warRoomActive();
  const html = renderToStaticMarkup(<NeedLines needs={needsPerson(state, now)} calm="All is well." />);
  expect(html).toContain('All is well.');
});

test('a file of evidence goes in parts that fit a call, and comes back as it was', async () => {
  const bytes = new Uint8Array(4_500_000).map((_, index) => (index * 31) % 251);
  const parts: { part: number; isLast: boolean; base64: string }[] = [];
  const call = (_name: string, input: (typeof parts)[number]) => {
    parts.push(input);
    const value = input.isLast ? { name: 'scan.pdf', sha256: 'ab', bytes: bytes.length } : null;
    return Promise.resolve({ ok: true, value });
  };
  vi.stubGlobal('window', { tminus: { call } });
  const heard: number[] = [];
  const answer = await storeFile(new File([bytes], 'scan.pdf'), (done) => heard.push(done));
  expect(answer).toMatchObject({ ok: true, value: { bytes: 4_500_000 } });
  expect(parts.map(({ part, isLast }) => [part, isLast])).toEqual([
    [0, false],
    [1, false],
    [2, true],
  ]);
  expect(parts.every((part) => part.base64.length <= 2_800_000)).toBe(true);
  expect(Buffer.concat(parts.map((part) => Buffer.from(part.base64, 'base64'))).equals(Buffer.from(bytes))).toBe(true);
  expect(heard.at(-1)).toBe(1);
});

test('a file over 50 MB is refused before anything is sent, and an empty one is one part', async () => {
  const sent: unknown[] = [];
  const call = (_name: string, input: unknown) => {
    sent.push(input);
    return Promise.resolve({ ok: true, value: { name: 'a', sha256: 'b', bytes: 0 } });
  };
  vi.stubGlobal('window', { tminus: { call } });
  const huge = { name: 'dump.sql', size: 51 * 1024 * 1024 } as File;
  expect(await storeFile(huge)).toMatchObject({ ok: false, trouble: { code: 'evidence-refused' } });
  expect(sent).toHaveLength(0);
  expect(await storeFile(new File([], 'a'))).toMatchObject({ ok: true });
  expect(sent).toHaveLength(1);
  expect(base64(new Uint8Array([104, 105]))).toBe('aGk=');
});
