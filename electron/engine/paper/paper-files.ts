import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { codeOf, diskFault, isWorldError, storeFault } from '../store/faults.ts';

/** How many papers of a launch are kept. */
export const PAPERS_KEPT = 50;
const LATEST = 'latest.html';
/** Names of papers begin with their time (UTC), so that they sort by it. */
const paperName = /^(\d{8}T\d{6}Z-\d+-[a-z0-9-]+)\.(html|pdf)$/;

/** `20261124T074512Z-go-no-go-decision-meeting`: launch time in UTC, the log's position, why. */
export function paperStem(at: number, position: number, why: string): string {
  const time = new Date(at).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const slug = why
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 48)
    .replace(/-$/, '');
  return `${time}-${position}-${slug || 'paper'}`;
}

/** Whole or not at all: another file first, on disk, then the name. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const partial = join(folder, `.${name}.partial`);
  try {
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, join(folder, name));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The names last given are on disk too; where a folder can't be synced (Windows), the system does it in its time. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
}

/** Makes room for one: takes away all but the newest papers, each with its PDF, and what a crash left half written. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  const stems = [...new Set(names.flatMap((name) => paperName.exec(name)?.[1] ?? []))].toSorted().toReversed();
  const old = new Set(stems.slice(PAPERS_KEPT - 1));
  const gone = names.filter((name) => old.has(paperName.exec(name)?.[1] ?? '') || /^\..*\.partial$/.test(name));
  await Promise.all(gone.map((name) => rm(join(folder, name), { force: true })));
}

/** Whatever a disk or folder says no with: a paper that can't be written is never a reason to stop. */
function paperFault(error: unknown, folder: string): Fault {
  const what = `The paper in ${folder} can't be written`;
  const outcome = 'The launch goes on; papers written before are still there.';
  if (isWorldError(error)) return diskFault(error, what, outcome);
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  const hint = 'See that it is a folder this user may write to, then write the paper again.';
  return storeFault('disk', `${what}: ${codeOf(error) || error.message}. ${outcome}`, hint, { retryable: true, error });
}

/** Writes a paper and `latest.html`; a disk that has no room or can't be written is a fault that says so. */
export async function keepPaper(folder: string, stem: string, html: string): Promise<Result<string, Fault>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await prune(folder);
    await writeWhole(folder, `${stem}.html`, html);
    await writeWhole(folder, LATEST, html);
    await syncFolder(folder);
    return ok(join(folder, `${stem}.html`));
  } catch (error) {
    return err(paperFault(error, folder));
  }
}
