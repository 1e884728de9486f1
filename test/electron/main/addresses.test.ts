import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnAddress } from '#main/addresses.ts';
import { bundleFile } from '#main/bundle-file.ts';
import { allowedLink } from '#main/external-links.ts';

describe('whose page it is', () => {
  it.each(['app://tminus/index.html', 'app://tminus/index.html#/wall/2'])('%s is ours', (address) => {
    expect(isOwnAddress(address)).toBe(true);
  });
  it.each([
    'app://console.evil/index.html',
    'app://tminus.evil/',
    'app://x@tminus/',
    'app://tminus:81/',
    'https://tminus/',
    'file:///tminus/',
    'data:text/html,tminus',
    'about:blank',
    '',
    'null',
  ])('%s is not', (address) => {
    expect(isOwnAddress(address)).toBe(false);
  });
  it("under `npm run dev` Vite's own origin is ours, and only there", () => {
    expect(isOwnAddress('http://localhost:5173/index.html', 'http://localhost:5173')).toBe(true);
    expect(isOwnAddress('http://localhost:5174/', 'http://localhost:5173')).toBe(false);
    expect(isOwnAddress('http://localhost:5173/')).toBe(false);
  });
});

describe('what app:// gives out', () => {
  let folder: string;
  let bundle: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tminus-bundle-'));
    bundle = join(folder, 'renderer');
    mkdirSync(join(bundle, 'assets'), { recursive: true });
    writeFileSync(join(bundle, 'index.html'), 'page');
    writeFileSync(join(bundle, 'assets', 'a b.js'), 'code');
    writeFileSync(join(folder, 'secret.json'), 'secret');
    mkdirSync(join(folder, 'renderer-other'));
    writeFileSync(join(folder, 'renderer-other', 'x.js'), 'other');
    symlinkSync(join(folder, 'secret.json'), join(bundle, 'link.json'));
    symlinkSync(folder, join(bundle, 'up'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the files of the bundle, with their kind', async () => {
    expect(await bundleFile(bundle, 'app://tminus/index.html#/console')).toMatchObject({
      contentType: 'text/html; charset=utf-8',
    });
    expect(await bundleFile(bundle, 'app://tminus/assets/a%20b.js?v=1')).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    'app://tminus/../secret.json',
    'app://tminus/..%2fsecret.json',
    'app://tminus/%2e%2e%2fsecret.json',
    'app://tminus/%252e%252e%252fsecret.json',
    'app://tminus/..%5csecret.json',
    'app://tminus/..%2frenderer-other/x.js',
    'app://tminus/link.json',
    'app://tminus/up/secret.json',
    'app://tminus/index.html%00.js',
    'app://tminus/%',
    'app://tminus/assets',
    'app://tminus/assets/',
    'app://tminus/',
    'app://tminus//etc/passwd',
    'app://other/index.html',
    'file:///etc/passwd',
  ])('gives nothing for %s', async (address) => {
    expect(await bundleFile(bundle, address)).toBeNull();
  });
});

describe('links that go out to the browser', () => {
  const hosts = ['ok.example.com'];
  it('an https address on a known host goes', () => {
    expect(allowedLink('https://ok.example.com/a?b=c#d', hosts)).toEqual({
      ok: true,
      value: 'https://ok.example.com/a?b=c#d',
    });
  });
  it.each([
    ['file:///etc/passwd', 'file:'],
    ['smb://host/share', 'smb:'],
    ['javascript:alert(1)', 'javascript:'],
    ['data:text/html,x', 'data:'],
    ['ms-msdt:/id', 'ms-msdt:'],
    ['vscode://file/x', 'vscode:'],
    ['http://ok.example.com/', 'http:'],
    ['https://ok.example.com.evil.io/', 'ok.example.com.evil.io'],
    ['https://user@ok.example.com/', 'ok.example.com'],
    ['https://ok.example.com@evil.io/', 'evil.io'],
    ['https://ok.example.com:8443/', 'ok.example.com:8443'],
    ['\\\\host\\share', 'not an address'],
    ['', 'not an address'],
  ])('%s is refused, naming %s', (address, named) => {
    const answer = allowedLink(address, hosts);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'link-not-allowed', message: expect.stringContaining(named) },
    });
  });
});
