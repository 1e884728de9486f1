import { type Refusal, refusal } from '#shared/lib/trouble.ts';

/** What one call may carry at most: an attached file as text fits, a flood does not. */
export const limits = { characters: 4_000_000, values: 50_000, depth: 64 } as const;

const plain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
};

const tooLarge = (what: string): Refusal =>
  refusal('call-too-large', `The call carries ${what} and was not sent.`, 'Send less at once, or a smaller file.');
const notPlain = refusal('call-not-plain', 'The call carries something other than plain data and was not sent.');

/**
 * Refuses what no honest window sends, before anything parses it: too much text, too many values, too deep, or not plain
 * data. Walks with a list of its own, so that a deep body cannot exhaust the stack.
 */
export const bodyRefusal = (body: unknown): Refusal | null => {
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 0 }];
  let characters = 0;
  let values = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next;
    values += 1;
    if (values > limits.values) return tooLarge(`more than ${limits.values} values`);
    if (depth > limits.depth) return tooLarge(`data nested deeper than ${limits.depth} levels`);
    if (typeof value === 'string') characters += value.length;
    else if (typeof value === 'object' && value !== null) {
      if (!plain(value)) return notPlain;
      if (Array.isArray(value) && value.length > limits.values) return tooLarge(`more than ${limits.values} values`);
      for (const [key, inner] of Object.entries(value)) {
        characters += key.length;
        left.push({ value: inner, depth: depth + 1 });
        if (left.length > limits.values) return tooLarge(`more than ${limits.values} values`);
      }
    } else if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return notPlain;
    if (characters > limits.characters) return tooLarge(`more than ${limits.characters} characters`);
  }
  return null;
};
