import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';

/** A line without an end is handed on in pieces of this length; a secret that is cut by it is longer than `HELD_BACK`. */
const LONGEST_LINE = 65_536;
const HELD_BACK = 1_024;

/** Text as it may be shown: nothing in it moves, colours or turns round what stands beside it. */
const plain = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/[\p{Cc}\p{Cf}]/gu, (letter) =>
    letter === '\t' || letter === '\n' ? letter : '',
  );

/**
 * Cuts a stream of bytes into whole lines of plain text, many at once, since programs may write a lot. `clean` takes
 * secrets out of them, before a line that is too long is cut.
 */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #clean: (lines: string) => string;
  #rest = '';

  constructor(clean: (lines: string) => string) {
    this.#clean = (lines) => clean(plain(lines));
  }

  /** The lines that are whole now, each with its end. A carriage return ends a line too: programs draw their progress with it. */
  take(part: Buffer): string {
    const text = (this.#rest + this.#decoder.write(part)).replaceAll(/\r\n?/g, '\n');
    const end = text.lastIndexOf('\n') + 1;
    this.#rest = text.slice(end);
    const lines = end === 0 ? '' : this.#clean(text.slice(0, end));
    if (this.#rest.length <= LONGEST_LINE) return lines;
    const long = this.#clean(this.#rest);
    const cut = Math.max(0, long.length - HELD_BACK);
    this.#rest = long.slice(cut);
    return `${lines}${long.slice(0, cut)}\n`;
  }

  /** What is left when nothing more comes. */
  end(): string {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    return last === '' ? '' : `${this.#clean(last)}\n`;
  }
}
