import { readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { filesWith, processesWith } from '#test/support/canaries.ts';
import { type OpenTminus, openTminus } from '#test/support/electron.ts';
import { hasKeyring, startKeyring } from '../servers/keyring.ts';

const CANARY = 'canary-9e41c7-of-this-test';
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Answers as a Prometheus would, and remembers with which token it was asked. */
async function startMetrics() {
  const tokens: string[] = [];
  const server = http.createServer((request, response) => {
    tokens.push(request.headers.authorization ?? '');
    const value = [Date.now() / 1000, '1'];
    const vector = { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value }] } };
    const build = { status: 'success', data: { version: '3.6.0', storageRetention: '15d' } };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url?.includes('/status/') ? build : vector));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens };
}

async function open(args: readonly string[], more: { home?: string; env?: Record<string, string> } = {}) {
  const tminus = await openTminus({ args: ['--no-rehearsal', ...args], ...more });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= tminus.stop({ keepHome: true });
    return stopped;
  };
  cleanUps.push(() => rmSync(tminus.home, { recursive: true, force: true }), stop);
  await hearEverything(tminus);
  const page = await tminus.window('console');
  await page.getByRole('button', { name: 'Settings' }).click({ timeout: 60_000 });
  await page.getByRole('navigation', { name: 'Sources' }).getByText('Prometheus').click({ timeout: 60_000 });
  return { tminus, page, stop };
}

type Heard = { heardByWindows?: string[] };
type Handler = (event: unknown, body: unknown) => Promise<unknown>;

/** Main keeps a copy of every answer and push that goes to a window. */
const hearEverything = (tminus: OpenTminus): Promise<void> =>
  tminus.app.evaluate(({ ipcMain, webContents }) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heardByWindows: heard });
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    const answer = handlers.get('tminus.call');
    if (answer === undefined) throw new Error('main answers no calls');
    ipcMain.removeHandler('tminus.call');
    ipcMain.handle('tminus.call', async (event, body: unknown) => {
      const reply = await answer(event, body);
      heard.push(JSON.stringify(reply));
      return reply;
    });
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel: string, ...data: unknown[]) => {
        heard.push(JSON.stringify(data));
        send(channel, ...data);
      };
    }
  });
const heardByWindows = (tminus: OpenTminus): Promise<readonly string[]> =>
  tminus.app.evaluate(() => (globalThis as Heard).heardByWindows ?? []);

async function testAndSave(page: Page, url: string): Promise<void> {
  await page.getByLabel('Address').fill(url);
  await page.getByLabel('Token').fill(CANARY);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('3.6.0').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor({ timeout: 30_000 });
}

async function killEngine(tminus: OpenTminus): Promise<void> {
  const pid = tminus.enginePid();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => tminus.enginePid(), { timeout: 60_000 }).not.toBe(pid);
}

async function secretIsNowhere(tminus: OpenTminus): Promise<void> {
  expect(filesWith(tminus.home, [CANARY])).toEqual([]);
  expect(processesWith([CANARY])).toEqual([]);
  const heard = await heardByWindows(tminus);
  expect(heard.length).toBeGreaterThan(3);
  expect(heard.filter((one) => one.includes(CANARY))).toEqual([]);
}

describe('settings of sources', { timeout: 240_000 }, () => {
  test('without a keyring a token is tested, saved and used by the next engine too, and is on no disk; a new start asks for it', async () => {
    const metrics = await startMetrics();
    const { tminus, page, stop } = await open(['--password-store=basic']);
    await page.getByText('There is no keyring on this machine').waitFor();
    await testAndSave(page, metrics.url);
    expect(new Set(metrics.tokens)).toEqual(new Set([`Bearer ${CANARY}`]));
    await page.getByText('set, for this session only').waitFor();
    await tminus.screenshot('settings-no-keyring');
    await secretIsNowhere(tminus);
    expect(statSync(join(tminus.home, 'connections.json')).mode & 0o777).toBe(0o600);

    await killEngine(tminus);
    const before = metrics.tokens.length;
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect.poll(() => metrics.tokens.length, { timeout: 60_000 }).toBeGreaterThan(before);
    expect(metrics.tokens.at(-1)).toBe(`Bearer ${CANARY}`);
    await secretIsNowhere(tminus);
    expect(tminus.mainLog()).toContain('secrets saved: prometheus.token');

    await stop();
    const next = await open(['--password-store=basic'], { home: tminus.home });
    await next.page.getByText('a secret is missing').waitFor();
    await next.page.getByRole('button', { name: 'Test', exact: true }).click();
    await next.page.getByText(/its token \(prometheus\.token\) is not on this console/).waitFor({ timeout: 30_000 });
  });

  test.skipIf(!hasKeyring)(
    'GNOME Keyring keeps a token over a restart; a start without it says where it is and keeps it',
    async () => {
      const keyring = await startKeyring();
      cleanUps.push(() => keyring.stop());
      const metrics = await startMetrics();
      const first = await open(['--password-store=gnome-libsecret'], { env: keyring.env });
      const { home } = first.tminus;
      await first.page.getByText('keychain (gnome_libsecret)').waitFor();
      await testAndSave(first.page, metrics.url);
      await first.page.getByText(/^set on .*, in gnome_libsecret$/).waitFor();
      await first.tminus.screenshot('settings-keyring');
      await secretIsNowhere(first.tminus);
      const sealed = readFileSync(join(home, 'secrets.json'), 'utf8');
      expect(JSON.parse(sealed)).toMatchObject({ 'prometheus.token': { backend: 'gnome_libsecret' } });
      await first.stop();

      const without = await open(['--password-store=basic'], { home });
      await without.page.getByText(/Secrets are saved under gnome_libsecret, now it is no keychain/).waitFor();
      expect(readFileSync(join(home, 'secrets.json'), 'utf8')).toBe(sealed);
      await without.stop();

      const again = await open(['--password-store=gnome-libsecret'], { home, env: keyring.env });
      const before = metrics.tokens.length;
      await again.page.getByRole('button', { name: 'Test', exact: true }).click();
      await expect.poll(() => metrics.tokens.length, { timeout: 60_000 }).toBeGreaterThan(before);
      expect(metrics.tokens.at(-1)).toBe(`Bearer ${CANARY}`);
      // What the window is answered is looked through, too.
      await again.page.getByText('3.6.0').waitFor({ timeout: 30_000 });
      await secretIsNowhere(again.tminus);
    },
  );
});
