import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { err, ok, type Result } from '../lib/result.ts';
import { MOST_PROBLEMS, type PackError, type PackPath, type Place, problemAt } from './problem.ts';
import { keyOf, offsetOfNode, refusals } from './refusals.ts';
import { MOST_ALIASES } from './scan.ts';

export type PackFile = { readonly path: string; readonly text: string };

/** One parsed file: its plain data and where each part of it stands. */
export type Source = {
  readonly file: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The place of the deepest part of `path` that is there, an alias not followed; `key` names a key of it instead of its value. */
  readonly locate: (path: PackPath, key?: string) => Place;
};

/** One step down: the node under `part`, and the node to point at. */
function child(node: Node, part: string | number): { next: Node | null; shown: unknown } | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => keyOf(item.key) === String(part));
    if (!pair) return null;
    const value = pair.value;
    return { next: isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null, shown: pair.key };
  }
  if (!isSeq(node)) return null;
  const item = node.items[Number(part)];
  return isMap(item) || isSeq(item) || isScalar(item) || isAlias(item) ? { next: item, shown: item } : null;
}

function offsetOfPath(document: Document, path: PackPath): number {
  let node: Node | null = document.contents;
  let offset = node ? offsetOfNode(node) : 0;
  for (const part of path) {
    const found = node ? child(node, part) : null;
    if (!found) return offset;
    offset = offsetOfNode(found.shown);
    node = found.next;
  }
  return offset;
}

/** Parses one file's text, which was scanned before: every way in which it can't be read is an error with its line. */
export function parseSource(file: PackFile): Result<Source, PackError[]> {
  const lines = new LineCounter();
  const place = (offset: number, path: string): Place => {
    const found = lines.linePos(offset);
    return { file: file.path, line: Math.max(1, found.line), column: Math.max(1, found.col), path };
  };
  const refuse = (offset: number, message: string, hint: string) =>
    err([problemAt(place(offset, ''), 'yaml', message, hint)]);
  const document = parseDocument(file.text, {
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  // A tag that isn't known is only a warning to the parser; a pack has no use for any.
  const troubles = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS);
  const problems = troubles
    .map((one) => problemAt(place(one.pos[0], ''), 'yaml', sentenceOf(one.code, one.message), hintOf(one.code)))
    // What comes after the first in a line is only its echo.
    .filter((one, index, all) => all.findIndex((other) => other.line === one.line) === index);
  problems.push(...refusals(document, place));
  if (problems.length > 0) return err(problems);
  if (!isMap(document.contents)) return refuse(0, 'A pack is a mapping of keys at its top.', 'Begin with `pack:`.');
  return toData(document, file.path, place);
}

function toData(
  document: Document,
  file: string,
  place: (offset: number, path: string) => Place,
): Result<Source, PackError[]> {
  try {
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const top: Record<string, unknown> = { ...(typeof data === 'object' ? data : {}) };
    const locate = (path: PackPath, key?: string) =>
      place(offsetOfPath(document, key === undefined ? path : [...path, key]), path.join('.'));
    return ok({ file, data: top, locate });
  } catch (error) {
    // The library throws when aliases multiply: a few hundred bytes can stand for gigabytes.
    if (!(error instanceof ReferenceError)) throw error;
    let last = 0;
    visit(document, {
      Alias(_, alias) {
        last = offsetOfNode(alias);
      },
    });
    const message = 'Its aliases (`*name`) repeat each other until they would fill the memory.';
    return err([problemAt(place(last, ''), 'yaml', message, 'Write the text out instead.')]);
  }
}

const sentenceOf = (code: string, message: string): string => {
  if (code === 'TAG_RESOLVE_FAILED') return `A pack has no tags: ${message}.`;
  if (code === 'MULTIPLE_DOCS') return 'The file holds more than one YAML document.';
  return `It isn't YAML: ${message}${message.endsWith('.') ? '' : '.'}`;
};

const hintOf = (code: string): string => {
  if (code === 'TAG_RESOLVE_FAILED') return 'Remove the word that begins with `!`.';
  if (code === 'MULTIPLE_DOCS') return 'Put each document into a file of its own, without `---`.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  return 'Look at the indentation and the quotes here; text with `: ` or ` #` in it needs quotes.';
};
