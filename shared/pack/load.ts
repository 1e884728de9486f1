import { err, ok, type Result } from '../lib/result.ts';
import { type PackError, type PackPath, type Place, problemAt } from './problem.ts';
import { MOST_TOKENS, scan } from './scan.ts';
import { PackContent } from './schema/pack.ts';
import { explainIssues } from './schema-issues.ts';
import { type PackFile, parseSource, type Source } from './source.ts';

export type { PackFile } from './source.ts';

/** A pack that was read: what it says, the files it was read from, and where each part of it stands. */
export type Pack = {
  readonly content: PackContent;
  /** Copied into a launch, so that later edits change no running launch (product §1). */
  readonly files: readonly PackFile[];
  readonly locate: (path: PackPath, key?: string) => Place;
};

/** All files of a pack together may be this long, in UTF-16 units: measured before anything is parsed. */
export const LONGEST_PACK = 1_048_576;

const nowhere = (file: string): Place => ({ file, line: 1, column: 1, path: '' });

/**
 * Reads a pack from the text of its files. Never throws for what a person wrote: everything wrong with it comes back at
 * once, each with file, line and what to do. A folder's files share the top-level keys out among them.
 */
export function loadPack(files: readonly PackFile[]): Result<Pack, PackError[]> {
  const [first] = files;
  if (!first) {
    return err([
      problemAt(nowhere(''), 'file', 'There is no file to read.', 'Name a .yaml file or a folder with some.'),
    ]);
  }
  const length = files.reduce((sum, file) => sum + file.text.length, 0);
  if (length > LONGEST_PACK) {
    const longest = files.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    const message = `The pack is ${Math.ceil(length / 1024)} KB long; the limit is ${LONGEST_PACK / 1024} KB.`;
    return err([
      problemAt(nowhere(longest.path), 'file', message, 'A runbook is far shorter: remove what is not text.'),
    ]);
  }
  const sources: Source[] = [];
  const problems: PackError[] = [];
  let budget = MOST_TOKENS;
  for (const file of files) {
    const scanned = scan(file, budget);
    if (!scanned.ok) {
      problems.push(scanned.error);
      continue;
    }
    budget -= scanned.value;
    const parsed = parseSource(file);
    if (parsed.ok) sources.push(parsed.value);
    else problems.push(...parsed.error);
  }
  if (problems.length > 0) return err(problems);
  return check(sources, files, first.path);
}

function check(sources: readonly Source[], files: readonly PackFile[], main: string): Result<Pack, PackError[]> {
  const owner = new Map<string, Source>();
  const problems: PackError[] = [];
  const merged: Record<string, unknown> = {};
  for (const source of sources) {
    for (const key of Object.keys(source.data)) {
      const other = owner.get(key);
      if (other) {
        const message = `The key \`${key}\` stands in ${other.file} too.`;
        problems.push(problemAt(source.locate([key]), 'file', message, 'Keep each top-level key in one file.'));
      } else {
        owner.set(key, source);
        merged[key] = source.data[key];
      }
    }
  }
  const locate = (path: PackPath, key?: string): Place => {
    const top = path[0] ?? key;
    const source = top === undefined ? undefined : owner.get(String(top));
    return source ? source.locate(path, key) : { ...nowhere(owner.get('pack')?.file ?? main), path: path.join('.') };
  };
  const parsed = PackContent.safeParse(merged, { reportInput: true });
  if (!parsed.success) problems.push(...explainIssues(parsed.error.issues, locate));
  if (problems.length > 0) return err(problems);
  return parsed.success ? ok({ content: parsed.data, files, locate }) : err(problems);
}
