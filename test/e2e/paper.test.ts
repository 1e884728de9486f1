import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallName, CallOutput } from '#shared/contract/calls.ts';
import type { PaperWritten } from '#shared/contract/facts.ts';
import { type OpenTminus, openTminus } from '#test/support/electron.ts';
import { cast, plan } from '#test/support/launch-story.ts';

let tminus: OpenTminus;
let page: Page;
let paper: PaperWritten;

const call = async <N extends CallName>(name: N, input: unknown): Promise<CallOutput<N>> => {
  const envelope = await page.evaluate(([to, what]) => window.tminus.call(to, what), [name, input] as const);
  if (!envelope.ok) throw new Error(`${name}: ${JSON.stringify(envelope.trouble)}`);
  return Reflect.get(envelope, 'value') as CallOutput<N>;
};

beforeAll(async () => {
  tminus = await openTminus();
  page = await tminus.window('console');
  const keeper = cast.find(({ roles }) => roles.some((role) => role === 'launch-commander'))?.id;
  const made = { pack: 'media-gateway', kind: 'rehearsal', variables: {}, people: cast, keeper };
  await call('launch.create', { ...made, passphrase: 'correct horse battery' });
  paper = await call('paper.write', {});
});
afterAll(async () => {
  await tminus?.stop();
});

test('the paper opens in a bare browser with every network cut, and asks for nothing', async () => {
  const seen = await tminus.app.evaluate(async ({ BrowserWindow, session }, address) => {
    const bare = session.fromPartition('bare-browser');
    const asked: string[] = [];
    bare.webRequest.onBeforeRequest((request, answer) => {
      if (request.url !== address) asked.push(request.url);
      answer({ cancel: request.url !== address });
    });
    const window = new BrowserWindow({ show: false, webPreferences: { session: bare, sandbox: true } });
    await window.loadURL(address);
    const read = (code: string): Promise<unknown> => window.webContents.executeJavaScript(code);
    const headings = await read('[...document.querySelectorAll("h2")].map((one) => one.firstChild.textContent.trim())');
    const boxes = await read('document.querySelectorAll("[id^=list-] td > .box").length');
    const wide = await read('document.documentElement.scrollWidth <= window.innerWidth');
    window.destroy();
    return { asked, headings, boxes, wide };
  }, pathToFileURL(paper.html).href);
  expect(seen.asked).toEqual([]);
  expect(seen.headings).toEqual(
    expect.arrayContaining([
      'Contacts and phone tree',
      'QUICK ROLLBACK BY HAND',
      'DATABASE ROLLBACK BY HAND',
      'Go/No-Go',
    ]),
  );
  expect(seen.boxes).toBe(plan.checklists.flatMap(({ sections }) => sections.flatMap(({ items }) => items)).length);
  expect(seen.wide).toBe(true);
});

test('it is printed as PDF by itself, many pages, and the hidden window is gone', async () => {
  await expect.poll(() => existsSync(paper.pdf), { timeout: 60_000 }).toBe(true);
  const pdf = readFileSync(paper.pdf);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0).toBeGreaterThan(15);
  expect(readdirSync(join(paper.pdf, '..')).filter((name) => name.endsWith('.partial'))).toEqual([]);
  await expect
    .poll(() => tminus.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), { timeout: 10_000 })
    .toBe(1);
  expect(tminus.mainLog()).not.toContain('paper not printed');
});

test('a file outside the launch’s folders is not opened, nor one that is not there', async () => {
  for (const name of ['../launch.json', '../../../console-key.json', 'missing.html']) {
    const envelope = await page.evaluate(
      ([launch, file]) => window.tminus.call('window.openFile', { launch, folder: 'paper', name: file }),
      [paper.launch, name] as const,
    );
    expect(envelope).toMatchObject({ ok: false, trouble: { code: 'file-not-opened' } });
  }
});
