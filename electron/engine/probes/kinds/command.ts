import { bad, good, noAnswer, unknown } from '../finding.ts';
import type { Look } from '../parts.ts';

const MAX_SHOWN = 200;

/** The last thing it said, as one line of plain text. */
function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.replaceAll(/\p{Cc}\[[\d;]*m|\p{Cc}/gu, '').trim());
  return lines.findLast((line) => line !== '')?.slice(0, MAX_SHOWN) ?? 'no output';
}

/** A program of the team says so by its exit code: 0 is good, another one bad; one that did not end by itself says nothing. */
export const askCommand: Look<'command'> = async (check, { looks }, signal) => {
  const ended = await looks.commands.run(check, signal);
  if (!ended.ok) return noAnswer(ended.error);
  const { code, signal: by, output, tookMs } = ended.value;
  const said = lastLine(output);
  if (code === null) return unknown(`${check.program} was ended by ${by ?? 'a signal'}: ${said}`);
  return code === 0 ? good(said, tookMs) : bad(`Exit code ${code}: ${said}`, tookMs);
};
