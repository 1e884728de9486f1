/** Colours of terminals: they say nothing here, and programs put them everywhere. */
const colours = new RegExp(`${String.fromCodePoint(0x1b)}\\[[\\d;:]*m`, 'g');
/** Ranges of what moves, hides or turns round what stands beside it. */
const ranges = [
  '\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}', // control characters, separators of lines and paragraphs, halves of pairs
  '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069', // bidirectional controls
  '\\u00ad\\u034f\\u180b-\\u180f\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\ufeff', // without width
  '\\u115f\\u1160\\u17b4\\u17b5\\u3164\\uffa0', // fillers
  '\\ufff0-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}', // annotations, tags
].join('');
const deceiving = new RegExp(`[${ranges}]`, 'gu');
const mayDeceive = new RegExp(`[${ranges}]`, 'u');

function shown(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (letter === '\t') return '  ';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  // The control pictures of Unicode: ESC is shown as one character that says ESC.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}

/**
 * Text of others as it may be shown on one line: nothing in it colours, moves, hides or turns round anything (trust.md
 * K10). What could deceive is written out where it stands: `␛`, `⟨U+202E⟩`. HTML needs no care here: windows show text.
 */
export function inertText(text: string): string {
  return mayDeceive.test(text) ? text.replace(colours, '').replace(deceiving, shown) : text;
}
