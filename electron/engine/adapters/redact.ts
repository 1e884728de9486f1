const HIDDEN = '•••';
/** Shorter ones would be found in ordinary words. */
const LEAST_LENGTH = 6;

/** None looks far back or ahead from where it begins: a program may write a megabyte without a line's end. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|Api-Key|GenieKey|Token token=)(\s*)[\w.~+/=-]{8,}/gi, `$1$2${HIDDEN}`],
  [
    /((?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key))(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"',;&]+)/gi,
    `$1$2${HIDDEN}`,
  ],
  [/(:\/\/[^\s:/@]*):[^\s/@]+@/gi, `$1:${HIDDEN}@`],
  [/\beyJ[\w-]{8,1000}\.[\w-]{8,}\.[\w-]*/g, HIDDEN],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, HIDDEN],
  [/\bxox[abeprs]-[\w-]{8,}/g, HIDDEN],
  [/\bgh[pousr]_\w{20,}/g, HIDDEN],
];

/** One pass that most text ends with: what has none of these words needs no closer look. */
const suspicious = /bearer|basic|key|token|passw|pwd|secret|:\/\/|eyJ|AKIA|ASIA|xox|gh[pousr]_/i;

/** A text without these secrets. */
export const without = (secrets: readonly string[], text: string): string =>
  secrets
    .filter((secret) => secret.length >= LEAST_LENGTH)
    .reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);

/** Takes secrets out of a text: those that are known, then what looks like one. */
export const redact = (secrets: readonly string[], text: string): string => {
  const known = without(secrets, text);
  if (!suspicious.test(known)) return known;
  return patterns.reduce((left, [pattern, by]) => left.replace(pattern, by), known);
};

/** Hides private keys, which are many lines long: what lies between its edges is one, whatever it looks like. */
export class KeyHider {
  #isInside = false;

  hide(lines: string): string {
    if (!this.#isInside && !lines.includes('PRIVATE KEY')) return lines;
    return lines
      .split('\n')
      .map((line) => this.#hideLine(line))
      .join('\n');
  }

  #hideLine(line: string): string {
    const begins = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line);
    const ends = /-----END [A-Z ]*PRIVATE KEY-----/.test(line);
    const isKey = this.#isInside || begins;
    if (begins) this.#isInside = true;
    if (ends) this.#isInside = false;
    return isKey && line !== '' ? HIDDEN : line;
  }
}
