import { bad, good, noAnswer } from '../finding.ts';
import type { Look } from '../parts.ts';

/** Names are the same in any case and with or without the last dot; TXT records are compared as they are. */
const comparable = (answer: string, record: string): string =>
  record === 'TXT' ? answer : answer.toLowerCase().replace(/\.$/, '');

/** IPv6 addresses can be written in many ways. */
const address = (answer: string): string =>
  URL.canParse(`http://[${answer}]`) ? new URL(`http://[${answer}]`).hostname.slice(1, -1) : answer;

/** The name resolves, to what is expected. */
export const lookAtName: Look<'dns'> = async (check, { looks }, signal) => {
  const seen = await looks.name.resolve(check, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const { answers, server, latencyMs } = seen.value;
  if (answers.length === 0) return bad(`${server} knows no ${check.record} of ${check.name}.`, latencyMs);
  const shown = answers.slice(0, 8).join(', ');
  const { expected, record } = check;
  if (expected === undefined || expected === '') return good(`${check.name} is ${shown} (${server}).`, latencyMs);
  const same = (one: string): string => comparable(record === 'AAAA' ? address(one) : one, record);
  return answers.some((answer) => same(answer) === same(expected))
    ? good(`${check.name} is ${shown} (${server}).`, latencyMs)
    : bad(`${check.name} is ${shown}, not ${expected} (${server}).`, latencyMs);
};
