import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { err, ok, type Result } from '../lib/result.ts';
import { DEEPEST, findTooDeep } from './depth.ts';
import { type PackError, type PackPath, type Place, problemAt } from './problem.ts';

export type PackFile = { readonly path: string; readonly text: string };

/** One parsed file: its plain data and where each part of it stands. */
export type Source = {
  readonly file: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The place of the deepest part of `path` that is there; `key` names a key of it instead of its value. */
  readonly locate: (path: PackPath, key?: string) => Place;
};

const MOST_ALIASES = 100;
const REFUSED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const offsetOfNode = (node: unknown): number => {
  const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
};

const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

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
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const found = node ? child(node, part) : null;
    if (!found) return offset;
    offset = offsetOfNode(found.shown);
    node = found.next;
  }
  return offset;
}

/** What the parser can't refuse by itself: hostile keys, too many aliases, a branch that contains itself. */
function refusals(document: Document, place: (offset: number, path: string) => Place): PackError[] {
  const problems: PackError[] = [];
  let aliases = 0;
  visit(document, {
    Pair(_, pair) {
      const key = keyOf(pair.key);
      if (!REFUSED_KEYS.has(key)) return;
      const message = `The key \`${key}\` is never allowed: it could change what every object is.`;
      problems.push(problemAt(place(offsetOfNode(pair.key), key), 'yaml', message, 'Remove the key.'));
    },
    Alias(_, alias, ancestors) {
      aliases += 1;
      const target = alias.resolve(document);
      const isInside = target !== undefined && ancestors.some((one) => !isPair(one) && one === target);
      if (!isInside && aliases !== MOST_ALIASES + 1) return;
      const message = isInside
        ? `\`*${alias.source}\` stands inside what it repeats, which would never end.`
        : `There are more than ${MOST_ALIASES} aliases (\`*name\`).`;
      problems.push(problemAt(place(offsetOfNode(alias), ''), 'yaml', message, 'Write the text out instead.'));
    },
  });
  return problems;
}

/** Reads one file's text without trusting it: every way in which it can't be read is an error with its line. */
export function parseSource(file: PackFile): Result<Source, PackError[]> {
  const lines = new LineCounter();
  const place = (offset: number, path: string): Place => {
    const found = lines.linePos(offset);
    return { file: file.path, line: Math.max(1, found.line), column: Math.max(1, found.col), path };
  };
  const refuse = (offset: number, message: string, hint: string) =>
    err([problemAt(place(offset, ''), 'yaml', message, hint)]);
  const odd = firstOf(file.text, ['\u0000', '\uFFFD']);
  const deep = odd < 0 ? findTooDeep(file.text) : null;
  if (odd >= 0 || deep !== null) markLines(lines, file.text);
  if (odd >= 0) return refuse(odd, "The file isn't UTF-8 text.", 'Save it as UTF-8 and try again.');
  if (deep !== null)
    return refuse(deep, `It nests deeper than ${DEEPEST} levels.`, 'No pack needs that: remove the nesting here.');

  const document = parseDocument(file.text, {
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  // A tag that isn't known is only a warning to the parser; a pack has no use for any.
  const troubles = [...document.errors, ...document.warnings];
  const problems = troubles.map((one) =>
    problemAt(place(one.pos[0], ''), 'yaml', sentenceOf(one.code, one.message), hintOf(one.code)),
  );
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

/** Where the first of these letters stands: what is left of a file that isn't UTF-8; -1 when none does. */
const firstOf = (text: string, letters: readonly string[]): number =>
  Math.max(-1, ...letters.map((letter) => text.indexOf(letter)));

function markLines(lines: LineCounter, text: string): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}

const sentenceOf = (code: string, message: string): string => {
  if (code === 'DUPLICATE_KEY') return 'This key stands twice in the same mapping.';
  if (code === 'TAG_RESOLVE_FAILED') return `A pack has no tags: ${message}.`;
  if (code === 'MULTIPLE_DOCS') return 'The file holds more than one YAML document.';
  return `It isn't YAML: ${message}${message.endsWith('.') ? '' : '.'}`;
};

const hintOf = (code: string): string => {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.';
  if (code === 'TAG_RESOLVE_FAILED') return 'Remove the word that begins with `!`.';
  if (code === 'MULTIPLE_DOCS') return 'Put each document into a file of its own, without `---`.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  return 'Look at the indentation and the quotes here; text with `: ` or ` #` in it needs quotes.';
};
