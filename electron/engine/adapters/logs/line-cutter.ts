/** What is kept of a line (trust.md K10): the rest isn't held even while it arrives. */
export const MOST_LINE_BYTES = 8192;

const NEWLINE = 10;

/** `text` with how long the line was, where not all of it is there. */
export const withLength = (text: string, bytes: number): string => `${text}… ${bytes.toLocaleString('en')} bytes`;

/** The start of a line that is too long, and how long it was. */
export function cutLine(text: string): string {
  if (text.length <= MOST_LINE_BYTES / 3) return text;
  const bytes = Buffer.byteLength(text);
  return bytes <= MOST_LINE_BYTES ? text : withLength(startOf(Buffer.from(text)), bytes);
}

/** As much as is kept, not ending within a character. */
function startOf(line: Buffer): string {
  let end = Math.min(MOST_LINE_BYTES, line.length);
  while (end > 0 && ((line[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return line.toString('utf8', 0, end);
}

/** Cuts a stream of bytes into lines. What isn't UTF-8 comes out as U+FFFD. */
export class LineCutter {
  readonly #onLine: (text: string, bytes: number) => void;
  #kept: Buffer[] = [];
  #bytes = 0;

  /** `bytes`: how long the line was; `text` may be its start alone, up to {@link MOST_LINE_BYTES}. */
  constructor(onLine: (text: string, bytes: number) => void) {
    this.#onLine = onLine;
  }

  take(part: Buffer): void {
    let from = 0;
    for (let end = part.indexOf(NEWLINE); end !== -1; end = part.indexOf(NEWLINE, from)) {
      if (this.#bytes > 0) {
        this.#keep(part.subarray(from, end));
        this.end();
      } else this.#tell(part.subarray(from, end), end - from);
      from = end + 1;
    }
    if (from < part.length) this.#keep(part.subarray(from));
  }

  /** Tells what came without an end; nothing more comes. */
  end(): void {
    if (this.#bytes === 0) return;
    const [line, bytes] = [Buffer.concat(this.#kept), this.#bytes];
    this.#kept = [];
    this.#bytes = 0;
    this.#tell(line, bytes);
  }

  #keep(part: Buffer): void {
    const room = MOST_LINE_BYTES + 4 - Math.min(this.#bytes, MOST_LINE_BYTES + 4);
    // A copy: a slice would hold the whole part of the stream.
    if (room > 0) this.#kept.push(Buffer.from(part.subarray(0, room)));
    this.#bytes += part.length;
  }

  #tell(line: Buffer, bytes: number): void {
    this.#onLine(line.length > MOST_LINE_BYTES ? startOf(line) : line.toString('utf8'), bytes);
  }
}
