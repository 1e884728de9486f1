import {
  type LogBatch,
  type LogLevel,
  type LogLineObserved,
  type LogSubset,
  logLevels,
} from '../contract/observed/logs.ts';

const subsets: readonly LogSubset[] = ['other', 'stable', 'canary'];
/** Beyond the visible: no line holds one, since they are inert. */
const END = '\n';

/** A line as it is read on the screen, without its time; filters are about this text. */
export const shownLine = ({ subset, pod, level, text }: LogLineObserved): string =>
  `${subset} ${pod} ${level === 'none' ? '-' : level.toUpperCase()} ${text}`;

/** Joins lines for a window. `first` is the number of the first of them. */
export function packLines(first: number, lines: readonly LogLineObserved[]): LogBatch {
  let heads = '';
  let shown = '';
  for (const line of lines) {
    heads += `${line.at} ${logLevels.indexOf(line.level)} ${line.service}${END}`;
    shown += shownLine(line) + END;
  }
  return { first, count: lines.length, heads, shown };
}

/** What isn't read of the lines of a batch, by place. */
export type LogHeads = {
  readonly at: Float64Array;
  /** Place in {@link logLevels}. */
  readonly level: Uint8Array;
  readonly service: readonly string[];
};

/** Takes the heads of a batch apart. */
export function headsOf({ count, heads }: LogBatch): LogHeads {
  const at = new Float64Array(count);
  const level = new Uint8Array(count);
  const service: string[] = [];
  for (let place = 0, from = 0; place < count; place += 1) {
    const end = heads.indexOf(END, from);
    const one = heads.indexOf(' ', from);
    at[place] = Number(heads.slice(from, one));
    level[place] = heads.charCodeAt(one + 1) - 48;
    service.push(heads.slice(one + 3, end));
    from = end + 1;
  }
  return { at, level, service };
}

/** Where each line of a batch begins in `shown`, and where the last one ends. */
export function startsOf({ count, shown }: LogBatch): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let place = 0, from = 0; place < count; place += 1) {
    from = shown.indexOf(END, from) + 1;
    starts[place + 1] = from;
  }
  return starts;
}

/** A line as a window draws it. */
export type LogRow = {
  /** Its number over the launch: no other line has it. */
  readonly number: number;
  readonly at: number;
  readonly subset: LogSubset;
  readonly pod: string;
  readonly level: LogLevel;
  readonly service: string;
  readonly text: string;
};

/** Takes one shown line apart. */
export function rowOf(number: number, at: number, level: number, service: string, shown: string): LogRow {
  const one = shown.indexOf(' ');
  const two = shown.indexOf(' ', one + 1);
  const three = shown.indexOf(' ', two + 1);
  const said = shown.slice(0, one);
  return {
    ...{ number, at, service, text: shown.slice(three + 1), pod: shown.slice(one + 1, two) },
    subset: subsets.find((subset) => subset === said) ?? 'other',
    level: logLevels[level] ?? 'none',
  };
}
