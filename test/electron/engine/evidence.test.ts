import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EvidenceStore } from '#engine/evidence.ts';
import { launchFile } from '#main/open-file.ts';

let home: string;
let launch: string;
let store: EvidenceStore;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tminus-evidence-'));
  launch = join(home, 'launches', 'mg-1');
  mkdirSync(launch, { recursive: true });
  store = new EvidenceStore(launch);
});
afterEach(() => {
  store.close();
  rmSync(home, { recursive: true, force: true });
});

const here = (): readonly string[] => readdirSync(join(launch, 'evidence'));
const begin = (upload: string, connection: string) =>
  store.store({ upload, name: 'a.txt', part: 0, isLast: false, base64: 'YQ==' }, connection);
const whole = (name: string, upload = 'whole') =>
  store.store({ upload, name, part: 0, isLast: true, base64: 'YQ==' }, 'w');

test.each([
  ['a long name', `${'n'.repeat(190)}.pdf`, /^n{146}\.pdf$/],
  ['one of wide letters', `${'語'.repeat(190)}.pdf`, /^語{48}\.pdf$/],
  ['one of letters outside the first plane', `${'𠮷'.repeat(95)}.pdf`, /^𠮷{36}\.pdf$/u],
  ['one without an extension', 'é'.repeat(200), /^é{75}$/],
  ['one that ends in dots', 'report...', /^report_$/],
  ['one that is all dots', '...', /^_$/],
])('%s is cut to what every disk takes', (_, name, expected) => {
  const stored = whole(name);
  const kept = stored.ok ? (stored.value?.name ?? '') : stored.error.message;
  expect(kept).toMatch(expected);
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(150);
  expect(here()).toEqual([`${createHash('sha256').update('a').digest('hex')}-${kept}`]);
  const opened = launchFile(home, 'mg-1', 'evidence', here()[0] ?? '');
  expect(opened.ok).toBe(kept.endsWith('.pdf'));
});

test('a file that cannot be put in its place leaves nothing, and can be added again', () => {
  const inTheWay = join(launch, 'evidence', `${createHash('sha256').update('a').digest('hex')}-a.txt`);
  mkdirSync(join(inTheWay, 'full'), { recursive: true });
  expect(whole('a.txt')).toMatchObject({ ok: false, error: { cause: 'disk' } });
  expect(here()).toHaveLength(1);
  rmSync(inTheWay, { recursive: true });
  expect(whole('a.txt')).toMatchObject({ ok: true, value: { name: 'a.txt', bytes: 1 } });
});

test('a window that closes takes its own unfinished files with it, and no others', () => {
  begin('u1', 'closes');
  begin('u2', 'closes');
  begin('u1', 'stays');
  store.forget('closes');
  expect(here()).toHaveLength(1);
  const last = store.store({ upload: 'u1', name: 'a.txt', part: 1, isLast: true, base64: 'Yg==' }, 'stays');
  expect(last).toMatchObject({ ok: true, value: { bytes: 2 } });
});

test('more files at once than are taken is said as that, and ends none that is on its way', () => {
  for (let n = 0; n < 8; n += 1) expect(begin(`u${n}`, 'w').ok).toBe(true);
  const refused = begin('one more', 'w');
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'too-many-uploads', hint: expect.stringContaining('Wait') },
  });
  expect(here()).toHaveLength(8);
  store.forget('w');
  expect(begin('one more', 'w').ok).toBe(true);
});
