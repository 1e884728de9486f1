import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { contentPolicy } from '#main/content-policy.ts';
import { openBareElectron } from './bare-electron.ts';

const tree = fileURLToPath(new URL('../../', import.meta.url));
const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' },
};

/** The windows' bundle with the pretended engine in front of it, built into `folder`. */
async function build(folder: string): Promise<{ readonly bundle: string; readonly fake: string }> {
  const { build: bundle } = await import('vite');
  const common = { configFile: false as const, logLevel: 'error' as const };
  const to = (name: string) => ({ outDir: join(folder, name), emptyOutDir: true });
  await bundle({ configFile: join(tree, 'build/vite/renderer.config.ts'), logLevel: 'error', build: to('bundle') });
  const entry = join(tree, 'test/renderer/fixtures/fake-window.ts');
  const lib = { entry, formats: ['iife' as const], name: 'fakeWindow', fileName: () => 'fake.js' };
  await bundle({ ...common, root: tree, build: { ...to('fake'), lib } });
  return { bundle: join(folder, 'bundle'), fake: readFileSync(join(folder, 'fake', 'fake.js'), 'utf8') };
}

export type LogWindow = { readonly page: Page; readonly complaints: readonly string[] };

/** The real Electron with the log screen of the real bundle, under the app's own content policy, in front of a pretended engine. */
export async function openLogWindows(folder: string) {
  const { bundle, fake } = await build(folder);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    try {
      const body = readFileSync(join(bundle, path === '/' ? 'index.html' : path));
      const type = types[extname(path)] ?? 'text/html';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': contentPolicy }).end(body);
    } catch {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const electron = await openBareElectron(folder);
  return {
    /** A window of its own; `complaints` holds what its page says is wrong, breaches of the content policy too. */
    async open(hash = '#/wall/3', wanted: object = {}): Promise<LogWindow> {
      const page = await electron.open(1920, 1080);
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      const fakeWanted = { scenario: 'atFiftyPercent', person: 'ito', world: { isBlind: true }, ...wanted };
      await page.addInitScript(`window.fakeWanted = ${JSON.stringify(fakeWanted)};`);
      await page.addInitScript(fake);
      await page.goto(`${origin}/${hash.startsWith('#/wall') ? 'wall' : 'index'}.html${hash}`);
      await page.locator('.lines-line').first().waitFor({ timeout: 30_000 });
      return { page, complaints };
    },
    async close() {
      await electron.close();
      server.close();
    },
  };
}
