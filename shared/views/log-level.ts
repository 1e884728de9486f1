import type { LogLevel } from '../contract/observed/logs.ts';

const words: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  notice: 'info',
  information: 'info',
  warn: 'warn',
  warning: 'warn',
  err: 'error',
  error: 'error',
  severe: 'error',
  fatal: 'fatal',
  panic: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
  emerg: 'fatal',
  alert: 'fatal',
};
const letters: Readonly<Record<string, LogLevel>> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** A level stands at the front of a line; further on it is a word of the message. */
const LOOKED_AT = 200;
const named = /["']?\b(?:level|severity|lvl|loglevel)["']?\s*[=:]\s*["']?([A-Za-z]+)/i;
const loud = /\b(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|SEVERE|FATAL|PANIC|CRIT(?:ICAL)?)\b/;
const klog = /^([IWEF])\d{4} \d\d:\d\d/;
const first = /^[[(<]?(trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|panic|critical)\b[\])>]?:?/i;

/** A level by its word, in any case; null for a word that is none. */
export const levelOfWord = (word: string): LogLevel | null => words[word.toLowerCase()] ?? null;

/** What a line says of itself: `ERROR`, `level=error`, `"severity":"ERROR"`, klog's `E0102 15:04:05`, `error: ...`. */
export function levelOf(line: string): LogLevel {
  const start = line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line;
  const called = named.exec(start)?.[1];
  const byName = called === undefined ? undefined : words[called.toLowerCase()];
  if (byName !== undefined) return byName;
  const word = loud.exec(start)?.[1];
  if (word !== undefined) return words[word.toLowerCase()] ?? 'none';
  const letter = klog.exec(start)?.[1];
  if (letter !== undefined) return letters[letter] ?? 'none';
  return words[first.exec(start)?.[1]?.toLowerCase() ?? ''] ?? 'none';
}

export const isErrorLevel = (level: LogLevel): boolean => level === 'error' || level === 'fatal';
