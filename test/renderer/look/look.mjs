// Draws the windows without the app: builds the renderer and a pretended engine, opens them in windows of the real Electron,
// which lays out as the app does; another Chromium may not.
// node test/renderer/look/look.mjs OUT_DIR [part-of-name,...]

import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { axeOptions } from '../../support/axe-options.ts';
import { openBareElectron } from '../../support/bare-electron.ts';
import { clipped } from '../../support/clipped.ts';
import { pictures } from './pictures.mjs';

const tree = fileURLToPath(new URL('../../../', import.meta.url));
const out = process.argv[2] ?? join(tree, 'out', 'look');
const wanted = process.argv[3] ?? '';
const built = join(out, 'bundle');
mkdirSync(out, { recursive: true });
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'";

await build({ configFile: join(tree, 'build/vite/renderer.config.ts'), build: { outDir: built, sourcemap: false } });
await build({
  configFile: false,
  root: tree,
  logLevel: 'warn',
  build: {
    outDir: join(out, 'fake'),
    emptyOutDir: true,
    lib: {
      entry: join(tree, 'test/renderer/fixtures/fake-window.ts'),
      formats: ['iife'],
      name: 'fakeWindow',
      fileName: () => 'fake.js',
    },
  },
});

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://x').pathname;
  try {
    const body = readFileSync(join(built, path === '/' ? 'index.html' : path));
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/html', 'content-security-policy': policy });
    response.end(body);
  } catch {
    response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
  }
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const fake = readFileSync(join(out, 'fake', 'fake.js'), 'utf8');
const axe = readFileSync(join(tree, 'node_modules/axe-core/axe.min.js'), 'utf8');

const electron = await openBareElectron(out);
let troubles = 0;
for (const picture of pictures.filter(({ name }) => wanted.split(',').some((part) => name.includes(part)))) {
  const [width, height] = picture.size ?? [1440, 900];
  const page = await electron.open(width, height);
  const say = (text) => {
    troubles += 1;
    console.log(`  ! ${text}`);
  };
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && say(message.text()));
  page.on('pageerror', (error) => say(error.stack ?? error.message));
  await page.addInitScript(`window.fakeWanted = ${JSON.stringify({ person: 'ito', ...picture.wanted })};`);
  // A theme stays in the profile for the next.
  await page.addInitScript(
    picture.theme
      ? `localStorage.setItem('tminus.theme', '${picture.theme}')`
      : "localStorage.removeItem('tminus.theme')",
  );
  await page.addInitScript(fake);
  const hash = picture.hash ?? '#/console';
  await page.goto(`${origin}/${hash.startsWith('#/wall') ? 'wall' : 'index'}.html${hash}`);
  // The display's own pointer would lie on something.
  await page.mouse.move(0, 0);
  // Keys go nowhere before the window stands.
  await page.locator('main').first().waitFor({ timeout: 15_000 });
  await page.waitForTimeout(1200);
  console.log(picture.name);
  try {
    await picture.act?.(page);
  } catch (error) {
    say(error.message);
  }
  await page.waitForTimeout(picture.wait ?? 300);
  await page.screenshot({ path: join(out, `${picture.name}.png`) });
  for (const text of await page.evaluate(clipped)) say(text);
  await page.evaluate(axe).catch(async () => undefined);
  const found = await page.evaluate(
    async (options) =>
      (await window.axe.run(document, options)).violations.map(
        (v) =>
          `${v.id}: ${v.nodes
            .map((n) => n.html.slice(0, 140))
            .join(' | ')
            .slice(0, 500)}`,
      ),
    axeOptions,
  );
  for (const text of found) say(`axe ${text}`);
  await page.close();
}
await electron.close();
server.close();
console.log(troubles === 0 ? 'no trouble' : `${troubles} troubles`);
// The display that was lent goes with us.
process.exit(troubles === 0 ? 0 : 1);
