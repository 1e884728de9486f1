// Draws the windows without the app: builds the renderer and a pretended engine, opens them in a headless Chromium.
// node test/renderer/look/look.mjs OUT_DIR [part-of-name,...]; wants a `chromium` on the PATH.

import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
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

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let troubles = 0;
for (const picture of pictures.filter(({ name }) => wanted.split(',').some((part) => name.includes(part)))) {
  const [width, height] = picture.size ?? [1440, 900];
  const page = await browser.newPage({ viewport: { width, height } });
  const say = (text) => {
    troubles += 1;
    console.log(`  ! ${text}`);
  };
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && say(message.text()));
  page.on('pageerror', (error) => say(error.stack ?? error.message));
  await page.addInitScript(`window.fakeWanted = ${JSON.stringify({ person: 'ito', ...picture.wanted })};`);
  if (picture.theme) await page.addInitScript(`localStorage.setItem('tminus.theme', '${picture.theme}')`);
  await page.addInitScript(fake);
  const hash = picture.hash ?? '#/console';
  await page.goto(`${origin}/${hash.startsWith('#/wall') ? 'wall' : 'index'}.html${hash}`);
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
  const found = await page.evaluate(async () =>
    (await window.axe.run(document)).violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((n) => n.html.slice(0, 140))
          .join(' | ')
          .slice(0, 500)}`,
    ),
  );
  for (const text of found) say(`axe ${text}`);
  await page.close();
}
await browser.close();
server.close();
console.log(troubles === 0 ? 'no trouble' : `${troubles} troubles`);
process.exitCode = troubles === 0 ? 0 : 1;

/** Elements whose text is cut off without saying so, and a page that scrolls. */
function clipped() {
  const found = [];
  if (document.documentElement.scrollHeight > innerHeight + 1 || document.documentElement.scrollWidth > innerWidth + 1)
    found.push('the page scrolls');
  for (const element of document.querySelectorAll('#root *')) {
    // What scrolls says so; a line of input scrolls by itself; what is only drawn behind may be cut.
    if (element.hasAttribute('data-scrolls') || element.closest('svg, input, [aria-hidden]')) continue;
    const style = getComputedStyle(element);
    if (element.clientWidth <= 1) continue;
    const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (
      hides &&
      ((element.scrollWidth > element.clientWidth + 2 && style.textOverflow !== 'ellipsis') ||
        element.scrollHeight > element.clientHeight + 2)
    )
      found.push(
        `clipped: ${element.tagName}.${element.className} ${element.scrollWidth}x${element.scrollHeight} in ${element.clientWidth}x${element.clientHeight}: ${(element.textContent ?? '').slice(0, 60)}`,
      );
  }
  return found;
}
