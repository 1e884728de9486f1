type Labels = Readonly<Record<string, string>>;
type Line = { readonly at: bigint; readonly labels: Labels; readonly text: string };
type Stream = { readonly stream: Labels; readonly values: [string, string][] };

const HOUR_NANOSECONDS = 3_600_000_000_000n;
const selector = /^\s*\{([^}]*)\}\s*(?:\|=\s*"([^"]*)")?\s*$/;
const matcher = /^\s*(\w+)\s*(=~|!=|=)\s*"([^"]*)"\s*$/;

/** A query of labels and at most one `|=`; null when it isn't one. */
function wanted(query: string): ((line: Line) => boolean) | null {
  const [, inner, text = ''] = selector.exec(query) ?? [];
  const matchers = inner?.split(',').map((part) => matcher.exec(part)) ?? [];
  if (matchers.length === 0 || matchers.includes(null)) return null;
  return (line) =>
    line.text.includes(text) &&
    matchers.every((found) => {
      const [, name = '', sign, value = ''] = found ?? [];
      const has = line.labels[name] ?? '';
      return sign === '=~' ? new RegExp(`^(?:${value})$`).test(has) : (sign === '=') === (has === value);
    });
}

const nowNanoseconds = (): bigint => BigInt(Date.now()) * 1_000_000n;
const timeOf = (text: string | null, otherwise: bigint): bigint => (text === null ? otherwise : BigInt(text));

/** The lines of a Loki for tests, in the order of their time, and the answers it gives of them. */
export class LokiStore {
  readonly #lines: Line[] = [];
  #last = 0n;

  /** Takes a line; without a time it is now, and no two lines have the same. */
  push(labels: Labels, text: string, atMs?: number): void {
    const at = atMs === undefined ? nowNanoseconds() : BigInt(Math.round(atMs)) * 1_000_000n;
    const own = at <= this.#last && atMs === undefined ? this.#last + 1n : at;
    if (own > this.#last) this.#last = own;
    this.#lines.push({ at: own, labels, text });
  }

  wrongQuery(query: string): string | null {
    return wanted(query) === null ? 'parse error at line 1, col 1: syntax error: unexpected IDENTIFIER' : null;
  }

  range(query: URLSearchParams, limit: number, isForward: boolean): readonly Stream[] {
    const end = timeOf(query.get('end'), nowNanoseconds() + 1_000_000_000n);
    const start = timeOf(query.get('start'), end - HOUR_NANOSECONDS);
    const fits = wanted(query.get('query') ?? '') ?? (() => false);
    const found = this.#lines.filter((line) => line.at >= start && line.at < end && fits(line));
    found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    return byStream(isForward ? found.slice(0, limit) : found.reverse().slice(0, limit));
  }

  /** What came since the last look: at first the newest `limit` lines since `start`. */
  follow(query: URLSearchParams, limit: number): () => readonly Stream[] {
    const start = timeOf(query.get('start'), nowNanoseconds() - HOUR_NANOSECONDS);
    const fits = wanted(query.get('query') ?? '') ?? (() => false);
    let place = 0;
    let isFirst = true;
    return () => {
      const fresh = this.#lines.slice(place).filter((line) => line.at >= start && fits(line));
      place = this.#lines.length;
      const told = isFirst ? fresh.slice(-limit) : fresh;
      isFirst = false;
      return byStream(told);
    };
  }
}

function byStream(lines: readonly Line[]): readonly Stream[] {
  const streams = new Map<string, Stream>();
  for (const { at, labels, text } of lines) {
    const key = JSON.stringify(labels);
    const stream = streams.get(key) ?? { stream: labels, values: [] };
    stream.values.push([String(at), text]);
    streams.set(key, stream);
  }
  return [...streams.values()];
}
