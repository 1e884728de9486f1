import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchFile } from '#main/open-file.ts';
import { paperFiles } from '#main/paper-path.ts';
import { paperSize } from '#main/paper-size.ts';

let home: string;
let paper: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'tminus-open-')));
  paper = join(home, 'launches', 'mg-1', 'paper');
  mkdirSync(paper, { recursive: true });
  mkdirSync(join(home, 'launches', 'mg-1', 'evidence'));
  writeFileSync(join(paper, 'go.html'), '<p>');
  writeFileSync(join(home, 'launches', 'mg-1', 'evidence', 'report.pdf'), '%PDF');
  writeFileSync(join(home, 'console-key.json'), 'secret');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('which files of a launch are opened', () => {
  it('a paper and a file of evidence by their names', () => {
    expect(launchFile(home, 'mg-1', 'paper', 'go.html')).toEqual({ ok: true, value: join(paper, 'go.html') });
    expect(launchFile(home, 'mg-1', 'evidence', 'report.pdf').ok).toBe(true);
  });

  it.each([
    ['mg-1', '../../../console-key.json'],
    ['mg-1', '..\\..\\console-key.json'],
    ['..', 'console-key.json'],
    ['../..', 'console-key.json'],
    ['mg-1/paper/..', 'go.html'],
    ['mg-1', '/etc/passwd'],
    ['mg-1', 'C:go.html'],
    ['mg-1', 'go.html\u0000.txt'],
    ['mg-1', 'lmth.\u202eexe.html'],
    ['mg-1', '.latest.html.partial'],
    ['mg-1', ''],
    ['mg-1', 'missing.html'],
  ])('not %s, %s', (launch, name) => {
    expect(launchFile(home, launch, 'paper', name)).toMatchObject({ ok: false, error: { code: 'file-not-opened' } });
  });

  it.each(['png', 'JPG', 'jpeg', 'gif', 'webp', 'pdf', 'txt', 'log', 'csv', 'json', 'yaml', 'yml', 'md'])(
    'evidence that shows itself: %s',
    (kind) => {
      const path = join(home, 'launches', 'mg-1', 'evidence', `a.${kind}`);
      writeFileSync(path, 'x');
      expect(launchFile(home, 'mg-1', 'evidence', `a.${kind}`)).toEqual({ ok: true, value: path });
    },
  );

  it.each(['desktop', 'EXE', 'sh', 'lnk', 'html', 'svg', 'docm', 'iso', 'torrent', 'pdf.vhdx', 'zip'])(
    'no evidence of another kind (%s), but where it lies is said',
    (kind) => {
      const folder = join(home, 'launches', 'mg-1', 'evidence');
      writeFileSync(join(folder, `a.${kind}`), 'x');
      const opened = launchFile(home, 'mg-1', 'evidence', `a.${kind}`);
      expect(opened).toMatchObject({ ok: false, error: { code: 'file-not-opened' } });
      const said = opened.ok ? '' : `${opened.error.message} ${opened.error.hint}`;
      expect(said).toContain(join(folder, `a.${kind}`));
      expect(said).toContain(`Open its folder, ${folder},`);
    },
  );

  it('no evidence without a kind, none whose name ends in nothing, and no paper but a page and a PDF', () => {
    for (const name of ['pdf', 'a.exe ', 'a.pdf.']) {
      writeFileSync(join(home, 'launches', 'mg-1', 'evidence', name), 'x');
      expect(launchFile(home, 'mg-1', 'evidence', name)).toMatchObject({ ok: false });
    }
    for (const name of ['a.js', 'a.docm', 'a.md']) {
      writeFileSync(join(paper, name), 'x');
      expect(launchFile(home, 'mg-1', 'paper', name)).toMatchObject({ ok: false });
    }
  });

  it('no folder, and no name that leads elsewhere', () => {
    mkdirSync(join(paper, 'folder.html'));
    symlinkSync(join(home, 'console-key.json'), join(paper, 'link.html'));
    mkdirSync(join(home, 'launches', 'mg-2'));
    symlinkSync(paper, join(home, 'launches', 'mg-2', 'paper'));
    expect(launchFile(home, 'mg-1', 'paper', 'folder.html').ok).toBe(false);
    expect(launchFile(home, 'mg-1', 'paper', 'link.html').ok).toBe(false);
    expect(launchFile(home, 'mg-2', 'paper', 'go.html').ok).toBe(false);
  });
});

describe('which papers are printed', () => {
  it('a paper of this profile, its PDF beside it', () => {
    const files = { html: join(paper, 'go.html'), pdf: join(paper, 'go.pdf') };
    expect(paperFiles(home, files.html, files.pdf)).toEqual({ ok: true, value: files });
  });

  it('nothing outside its launches, and no PDF anywhere else', () => {
    const html = join(paper, 'go.html');
    expect(paperFiles(home, '/etc/passwd', '/etc/passwd.pdf').ok).toBe(false);
    expect(paperFiles(home, join(home, 'console-key.json'), join(paper, 'go.pdf')).ok).toBe(false);
    expect(paperFiles(home, `${paper}/../paper/../../../console-key.json`, join(paper, 'go.pdf')).ok).toBe(false);
    expect(paperFiles(home, html, join(home, 'go.pdf')).ok).toBe(false);
    expect(paperFiles(home, html, `${paper}/../go.pdf`).ok).toBe(false);
  });

  it('Letter where printers hold it, A4 everywhere else', () => {
    expect([paperSize('US'), paperSize('us'), paperSize('DE'), paperSize('')]).toEqual([
      'Letter',
      'Letter',
      'A4',
      'A4',
    ]);
  });
});
