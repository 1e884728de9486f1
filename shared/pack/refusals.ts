import { type Document, isAlias, isMap, isScalar, type Node, visit, type YAMLMap } from 'yaml';
import { MOST_PROBLEMS, type PackError, type Place, problemAt } from './problem.ts';

const ALIAS_HINT = 'Write the text out instead.';
/** Keys that could change what every object is. */
const REFUSED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Where a node begins in the text. */
export const offsetOfNode = (node: unknown): number => {
  const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
};

/** A key as text. */
export const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

/** Keys that stand twice: counted here, because the parser compares every key with every other. */
function* doubles(map: YAMLMap<unknown, unknown>): Generator<unknown> {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const words = keyOf(key);
    if (seen.has(words)) yield key;
    seen.add(words);
  }
}

/**
 * What the parser doesn't refuse, or not in time: keys twice, hostile keys, an alias of nothing or of a branch it stands
 * in. Anchors are collected on the way, because the library looks through the whole document for each alias.
 */
export function refusals(document: Document, place: (offset: number, path: string) => Place): PackError[] {
  const problems: PackError[] = [];
  const anchors = new Map<string, Node>();
  const refuse = (node: unknown, key: string, message: string, hint: string) => {
    problems.push(problemAt(place(offsetOfNode(node), key), 'yaml', message, hint));
  };
  visit(document, {
    Node(_, node, ancestors) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        const alias = `\`*${node.source}\``;
        if (target === undefined) refuse(node, '', `${alias} repeats something that isn't there.`, ALIAS_HINT);
        else if (ancestors.includes(target)) {
          refuse(node, '', `${alias} stands inside what it repeats, which would never end.`, ALIAS_HINT);
        }
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) {
        for (const key of doubles(node)) {
          refuse(
            key,
            keyOf(key),
            `The key \`${keyOf(key)}\` stands twice in the same mapping.`,
            'Keep one of the two.',
          );
        }
      }
      return problems.length >= MOST_PROBLEMS ? visit.BREAK : undefined;
    },
    Pair(_, { key }) {
      if (!REFUSED_KEYS.has(keyOf(key))) return;
      const message = `The key \`${keyOf(key)}\` is never allowed: it could change what every object is.`;
      refuse(key, keyOf(key), message, 'Remove the key.');
    },
  });
  return problems;
}
