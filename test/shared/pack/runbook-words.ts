import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const document = readFileSync(fileURLToPath(new URL('runbook-words.md', import.meta.url)), 'utf8');

/** The text under a heading of the document, e.g. `1.2`, line by line. */
export function section(number: string): string[] {
  const lines = document.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`### ${number} `));
  if (from < 0) throw new Error(`the document has no ${number}`);
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => /^##+ /.test(line));
  return to < 0 ? rest : rest.slice(0, to);
}

/** The lines from the one that matches to the next one that matches `until`, the first left out. */
export function part(lines: readonly string[], from: RegExp, until: RegExp): string[] {
  const at = lines.findIndex((line) => from.test(line));
  if (at < 0) throw new Error(`nothing matches ${from}`);
  const rest = lines.slice(at + 1);
  const to = rest.findIndex((line) => until.test(line));
  return to < 0 ? rest : rest.slice(0, to);
}

/** What stands after a mark: `□ `, `• ` or `├── `. */
export const marked = (lines: readonly string[], mark: RegExp): string[] =>
  lines.flatMap((line) => {
    const found = mark.exec(line);
    return found ? [line.slice(found[0].length).trim()] : [];
  });

export const BOX = /^□ /;
export const DOT = /^• /;
export const BRANCH = /^[├└]── /;

/** Lines that end in a colon and what stands marked under each. */
export function headed(lines: readonly string[], mark: RegExp): { title: string; entries: string[] }[] {
  const found: { title: string; entries: string[] }[] = [];
  for (const line of lines) {
    const title = /^(\S.*):$/.exec(line)?.[1];
    if (title !== undefined) found.push({ title, entries: [] });
    else found.at(-1)?.entries.push(...marked([line], mark));
  }
  return found;
}

/** Words without spaces and quotes, for texts that the pack writes a little differently: `10 %` and `10%`. */
export const bare = (text: string): string => text.replace(/[\s"]/g, '');
