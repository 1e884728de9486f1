import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenTminus, openTminus } from '#test/support/electron.ts';

type Bridge = {
  call(name: unknown, input?: unknown): Promise<{ ok: boolean; trouble?: { code?: string; message: string } }>;
};
declare global {
  interface Window {
    readonly tminus: Bridge;
  }
}

let tminus: OpenTminus;
let page: Page;

beforeAll(async () => {
  tminus = await openTminus({ args: ['--wall'] });
  page = await tminus.window('console');
  for (const name of ['wall-1', 'wall-2', 'wall-3', 'wall-4'] as const) await tminus.window(name);
});
afterAll(async () => {
  await tminus.stop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const windowCount = (): Promise<number> =>
  tminus.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

describe('the shell that the pages live in', () => {
  it('every window is sandboxed, isolated and without Node', async () => {
    const wanted = {
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    };
    const all = await tminus.app.evaluate(({ BrowserWindow }, names) => {
      return BrowserWindow.getAllWindows().map(({ webContents }) => {
        // Not in the typings; what Chromium was really given. What is off by default is absent there.
        const given: unknown = Reflect.get(webContents, 'getLastWebPreferences').call(webContents);
        const values = typeof given === 'object' && given !== null ? given : {};
        return Object.fromEntries(names.map((name) => [name, Reflect.get(values, name) ?? false]));
      });
    }, Object.keys(wanted));
    expect(all).toEqual([wanted, wanted, wanted, wanted, wanted]);
  });

  it('a page sees nothing of Node or Electron but the bridge with its two functions', async () => {
    const seen = await page.evaluate(() => ({
      types: ['require', 'process', 'module', 'ipcRenderer'].map((name) => typeof Reflect.get(globalThis, name)),
      bridge: Object.keys(window.tminus).sort(),
    }));
    expect(seen).toEqual({ types: ['undefined', 'undefined', 'undefined', 'undefined'], bridge: ['call', 'on'] });
  });

  it('a page of another origin is refused every call, and it is written down', async () => {
    const answers = await tminus.app.evaluate(async ({ app, BrowserWindow }) => {
      const said: unknown[] = [];
      for (const address of ['app://console.evil/index.html', 'data:text/html,<p>x</p>']) {
        const stranger = new BrowserWindow({
          show: false,
          webPreferences: { preload: `${app.getAppPath()}/.vite/build/preload.cjs`, sandbox: true },
        });
        await stranger.loadURL(address).catch(() => undefined);
        said.push(await stranger.webContents.executeJavaScript("tminus.call('launch.list', {})"));
        said.push(await stranger.webContents.executeJavaScript("tminus.call('window.info', {})"));
        stranger.destroy();
      }
      return said;
    });
    expect(answers).toHaveLength(4);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, trouble: { code: 'sender-not-allowed' } });
    expect(tminus.mainLog().match(/SECURITY call refused, sender not allowed/g)).toHaveLength(4);
  });

  it('bodies that no honest page sends are refused calmly, and main goes on', async () => {
    const answers = await page.evaluate(async () => {
      let deep: unknown = 'x';
      for (let level = 0; level < 500; level += 1) deep = [deep];
      const polluted: unknown = JSON.parse('{"__proto__": {"isAdmin": true}}');
      const calls: [unknown, unknown][] = [
        ['launch.list', 'x'.repeat(10_000_000)],
        ['launch.list', deep],
        ['launch.list', new Date(0)],
        ['launch.list', Array.from({ length: 100_000 }, () => 0)],
        [42, {}],
        ['__proto__', {}],
        ['constructor', {}],
        ['window.nothing', {}],
        ['window.info', { more: 1 }],
        ['window.openExternal', polluted],
        ['window.openExternal', { url: 'file:///etc/passwd' }],
      ];
      const said: string[] = [];
      for (const [name, input] of calls) said.push(String((await window.tminus.call(name, input)).trouble?.code));
      return said;
    });
    expect(answers).toEqual([
      ...['call-too-large', 'call-too-large', 'call-not-plain', 'call-too-large'],
      ...['unknown-call', 'unknown-call', 'unknown-call', 'unknown-call'],
      ...['input-not-valid', 'input-not-valid', 'link-not-allowed'],
    ]);
    expect(await page.evaluate(async () => (await window.tminus.call('window.info', {})).ok)).toBe(true);
  });

  it('a window stays on its page and opens no other one', async () => {
    const before = { url: page.url(), count: await windowCount() };
    await page.evaluate(() => {
      window.open('https://127.0.0.1:9/');
      const link = Object.assign(document.createElement('a'), { href: 'https://127.0.0.1:9/', target: '_blank' });
      document.body.append(link);
      link.click();
      link.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }));
      link.target = '';
      link.click();
      link.remove();
      location.href = 'https://127.0.0.1:9/';
    });
    await pause(500);
    expect({ url: page.url(), count: await windowCount() }).toEqual(before);
    expect(await page.evaluate(() => document.readyState)).toBe('complete');
  });

  it('no permission is given: camera, position, notifications, clipboard', async () => {
    const states = await page.evaluate(async () => {
      const wanted = ['camera', 'geolocation', 'notifications', 'clipboard-read'] as const;
      return Promise.all(
        wanted.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
      );
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  it('a page runs and loads nothing that is not in the bundle, and no request leaves', async () => {
    await tminus.app.evaluate(({ session }) => {
      const left: string[] = [];
      Object.assign(globalThis, { requestsThatLeft: left });
      session.defaultSession.webRequest.onBeforeRequest((details, go) => {
        if (/^(https?|wss?|file):/.test(details.url)) left.push(details.url);
        go({});
      });
    });
    const blocked = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const seen: string[] = [];
          document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
          // Out of a timer: what a debugger evaluates directly is not held to the policy.
          setTimeout(() => {
            const inline = Object.assign(document.createElement('script'), { textContent: 'window.inlineRan = true' });
            document.body.append(inline);
            // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
            for (const run of [() => globalThis.eval('1'), () => new Function('return 1')()]) {
              try {
                seen.push(`ran ${run()}`);
              } catch {
                // Refused, as it should be.
              }
            }
            const picture = Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/x.png' });
            document.body.append(picture);
            void fetch('http://127.0.0.1:9/').catch(() => undefined);
            setTimeout(() => {
              inline.remove();
              picture.remove();
              resolve(seen.sort());
            }, 300);
          }, 0);
        }),
    );
    expect(blocked).toEqual(['connect-src', 'img-src', 'script-src', 'script-src', 'script-src-elem']);
    expect(await tminus.app.evaluate(() => Reflect.get(globalThis, 'requestsThatLeft'))).toEqual([]);
  });

  it('app:// answers 404 to every way out of the bundle', async () => {
    const statuses = await tminus.app.evaluate(async ({ net }) => {
      const addresses = [
        'app://tminus/../../package.json',
        'app://tminus/..%2f..%2fpackage.json',
        'app://tminus/%2e%2e/%2e%2e/package.json',
        'app://tminus/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd',
        'app://tminus//etc/passwd',
        'app://tminus/..\\..\\package.json',
        'app://tminus/index.html%00.js',
        'app://console.evil/index.html',
      ];
      return Promise.all(addresses.map(async (address) => (await net.fetch(address)).status));
    });
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404, 404]);
    const page = await tminus.app.evaluate(async ({ net }) => (await net.fetch('app://tminus/index.html')).status);
    expect(page).toBe(200);
  });
});
