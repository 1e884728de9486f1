import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, type PrintToPDFOptions, type Session, session } from 'electron';
import { z } from 'zod';
import type { Pushes } from '#shared/contract/calls.ts';
import { appScheme } from './addresses.ts';
import { safeWebPreferences } from './hardening.ts';
import type { MainLog } from './main-log.ts';
import { type PaperFiles, paperFiles } from './paper-path.ts';
import { paperSize } from './paper-size.ts';

const Written = z.object({ html: z.string(), pdf: z.string() }) satisfies z.ZodType<
  Pick<Pushes['paper.written'], 'html' | 'pdf'>
>;

const limitMs = 60_000;
const stopLimitMs = 2000;
/** A session of its own, in memory: nothing of it meets a console's. */
const partition = 'paper';
const policy = "default-src 'none'; style-src 'unsafe-inline'";
/** From this Chromium on the page's own margin boxes carry head, foot and page numbers. */
const marginBoxesFrom = 131;

/** Serves that one page and nothing else: no network, no file, no other page. */
function serveOnly(paper: Session, html: string): void {
  if (paper.protocol.isProtocolHandled(appScheme)) paper.protocol.unhandle(appScheme);
  paper.protocol.handle(
    appScheme,
    () =>
      new Response(html, {
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
      }),
  );
  paper.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !request.url.startsWith(`${appScheme}:`) }));
  paper.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  paper.setPermissionCheckHandler(() => false);
}

const small = 'font: 7.5pt Arial, sans-serif; width: 100%; margin: 0 9mm;';
const printOptions = (country: string): PrintToPDFOptions => ({
  pageSize: paperSize(country),
  printBackground: true,
  generateDocumentOutline: true,
  ...(Number(process.versions.chrome?.split('.')[0] ?? 0) >= marginBoxesFrom
    ? {}
    : {
        displayHeaderFooter: true,
        margins: { top: 0.55, bottom: 0.55, left: 0.35, right: 0.35 },
        headerTemplate: `<div style="${small}"><span class="title"></span></div>`,
        footerTemplate: `<div style="${small} text-align: right;"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
      }),
});

const late = (what: string): Promise<never> =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`${what}: not within ${limitMs / 1000} s`)), limitMs).unref(),
  );

async function print({ html, pdf }: PaperFiles, country: string): Promise<void> {
  const { preload: _, ...safe } = safeWebPreferences('');
  serveOnly(session.fromPartition(partition), await readFile(html, 'utf8'));
  const window = new BrowserWindow({ show: false, webPreferences: { ...safe, javascript: false, partition } });
  const partial = `${pdf}.partial`;
  try {
    await Promise.race([
      window.loadURL(`${appScheme}://paper/${encodeURIComponent(basename(html))}`),
      late('the page'),
    ]);
    const bytes = await Promise.race([window.webContents.printToPDF(printOptions(country)), late('the PDF')]);
    await writeFile(partial, bytes, { mode: 0o600, flush: true });
    await rename(partial, pdf);
  } finally {
    await rm(partial, { force: true });
    if (!window.isDestroyed()) window.destroy();
  }
}

/**
 * Prints each paper that was written as PDF beside it, one after the other, in a hidden window without script or
 * network. What fails is written to main's log and touches nothing else: the HTML is there.
 */
export const printPapers = (options: {
  readonly home: string;
  /** Where this machine is, for the size of its paper: `DE`. */
  readonly country: () => string;
  readonly log: MainLog;
}): { readonly hear: (data: unknown) => void; readonly stop: () => Promise<void> } => {
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;
  const printOne = async (data: unknown): Promise<void> => {
    if (isStopped) return;
    const written = Written.safeParse(data);
    if (!written.success) return options.log.note('a paper was told of without its files; no PDF of it');
    const files = paperFiles(options.home, written.data.html, written.data.pdf);
    if (!files.ok) return options.log.security(`paper not printed: ${files.error.message}`);
    await print(files.value, options.country());
    options.log.note(`paper printed: ${files.value.pdf}`);
  };
  return {
    hear: (data) => {
      last = last
        .then(() => printOne(data))
        .catch((error: unknown) => {
          options.log.note(`paper not printed: ${error instanceof Error ? error.message : String(error)}`);
        });
    },
    /** Begins no other one; the one in hand has a moment left. */
    stop: () => {
      isStopped = true;
      return Promise.race([last, new Promise<void>((resolve) => setTimeout(resolve, stopLimitMs))]);
    },
  };
};
