const NEWLINE = 10;
/** An object of a cluster is at most some megabytes: what has no end by then is no line. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Cuts a stream of bytes into lines, wherever its parts end; what comes after the last newline waits for the rest of it. */
export class LineSplitter {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  /** Calls `onLine` with each line that is whole now. Throws where a line has no end. */
  push(part: Buffer, onLine: (line: string) => void): void {
    let from = 0;
    for (let at = part.indexOf(NEWLINE); at !== -1; at = part.indexOf(NEWLINE, from)) {
      const line = this.#waiting.length === 0 ? part.toString('utf8', from, at) : this.#joined(part.subarray(from, at));
      from = at + 1;
      if (line !== '') onLine(line);
    }
    if (from === part.length) return;
    this.#waiting.push(part.subarray(from));
    this.#waitingBytes += part.length - from;
    if (this.#waitingBytes > MOST_BYTES) throw new Error(`a line is longer than ${MOST_BYTES} bytes`);
  }

  /** Nothing waits for the rest of its line. */
  get isWhole(): boolean {
    return this.#waitingBytes === 0;
  }

  #joined(end: Buffer): string {
    const line = Buffer.concat([...this.#waiting, end]).toString('utf8');
    this.#waiting = [];
    this.#waitingBytes = 0;
    return line;
  }
}
