const MAX_LENGTH = 240;

const stamp = /^\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?\s*/;
const levelWord = /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|PANIC|CRIT(?:ICAL)?)\]?:?\s+/i;
const origin = /^\[[\w.-]+\]:?\s+/;
/** What a line of JSON has to say. */
const jsonMessage = /"(?:msg|message|error|err)"\s*:\s*"((?:[^"\\]|\\.)*)"/;
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** Ids of one request: they say nothing about the kind and push what does off the screen. */
const requestId = /\b(?:request|req|trace|span|correlation)[_-]?id=[^\s,;]+[\s,;]*/gi;
const namedId = /\b([\w.-]*id)=[^\s,;]+/gi;
const mixed = /\b(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{6,}\b/gi;
/** Numbers that stand alone or before a unit; `v1` and `http2` are names. */
const numbers = /(?<![a-z_\d])\d+(?:\.\d+)?/gi;
const hasDigit = /\d/;

/** A line without the time, level and origin that the screen shows beside it anyway. */
export const messageOf = (text: string): string => text.replace(stamp, '').replace(levelWord, '').replace(origin, '');

/** A message without what differs from line to line: `deadline exceeded after <n> ms`. */
export function fingerprint(message: string): string {
  const said = message.startsWith('{') ? (jsonMessage.exec(message)?.[1] ?? message) : message;
  const start = messageOf(said.slice(0, MAX_LENGTH));
  const named = start.includes('=') ? start.replace(requestId, '').replace(namedId, '$1=<id>') : start;
  if (!hasDigit.test(named)) return named.trim();
  return named
    .replace(uuid, '<id>')
    .replace(mixed, (token) => (/^\d+[a-z]{1,2}$/i.test(token) ? token : '<id>'))
    .replace(numbers, '<n>')
    .trim();
}
