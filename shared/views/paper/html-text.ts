/**
 * Letters that show nothing or turn the order of others around (Trojan Source): control characters, bidi controls, zero
 * widths, tags. Zero-width joiners stay: emoji and several scripts need them.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const named = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** The text with everything that would be invisible written out, e.g. `[U+202E]`. */
export const madeVisible = (text: string): string => text.replaceAll('\r\n', '\n').replace(hidden, named);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML: markup in it is read, not obeyed. */
export const htmlText = (text: string): string =>
  madeVisible(text).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

/** A text as a string of CSS, without a letter that could end it or the style it stands in. */
export const cssText = (text: string): string =>
  `"${madeVisible(text)
    .replaceAll('\n', ' ')
    .replace(/[^\w .,:+/-]/gu, (letter) => `\\${(letter.codePointAt(0) ?? 0).toString(16)} `)}"`;
