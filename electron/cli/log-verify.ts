import { fingerprintOf } from '#engine/identity/fingerprint.ts';
import type { Problem } from '#engine/store/problem.ts';
import { type Verdict, verifyLog } from '#engine/store/verify.ts';
import { complainOf, type Printer } from './subcommand.ts';

const shownProblems = 10;

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** Prints whether a log is whole. Exit code 0 whole, 1 broken, 2 no such file. */
export async function verifyLogFile(file: string, head: string | undefined, printer: Printer): Promise<number> {
  const verified = verifyLog(file, head === undefined ? {} : { head });
  if (!verified.ok) return complainOf(printer, verified.error);
  const verdict = verified.value;
  for (const line of verdict.isWhole ? wholeLines(file, verdict, head) : brokenLines(file, verdict)) printer.out(line);
  for (const note of verdict.notes) printer.out(note);
  return verdict.isWhole ? 0 : 1;
}

const wholeLines = (file: string, verdict: Verdict, head: string | undefined): readonly string[] => [
  `The log ${file} is whole: ${count(verdict.events, 'event')}, every hash, the chain and every signed head hold.`,
  ...(head === undefined ? [] : ['The head you gave is in it.']),
  ...standing(verdict),
  ...(head === undefined && verdict.events > 0
    ? ['A cut end shows only against a head that was kept elsewhere: give it with --head.']
    : []),
];

const brokenLines = (file: string, verdict: Verdict): readonly string[] => {
  const [first, ...others] = verdict.problems;
  const rest = others.slice(0, shownProblems - 1);
  return [
    `The log ${file} is broken${first === undefined ? '' : `${placeOf(first, ' at')}: ${first.what}`}.`,
    verdict.soundTo > 0 ? `Positions 1 to ${verdict.soundTo} are sound.` : 'No event before that is sound.',
    ...rest.map((problem) => `Also${placeOf(problem, ' at')}: ${problem.what}.`),
    ...(others.length > rest.length ? [`And ${count(others.length - rest.length, 'more problem')}.`] : []),
    ...standing(verdict),
    'What to do: keep this file as it is; compare with a backup and with the heads that peers, reports and paper carry; go on from the backup.',
  ];
};

const placeOf = ({ position, consoleSeq }: Problem, before: string): string => {
  if (position === null) return '';
  return `${before} position ${position}${consoleSeq === null ? '' : ` (event ${consoleSeq} of its console)`}`;
};

/** Where the file ends, to be compared with heads held elsewhere, and whose keys vouch for it. */
const standing = (verdict: Verdict): readonly string[] => [
  ...(verdict.headHash === null ? [] : [`Head: ${verdict.headHash}`]),
  ...verdict.consoles.map(
    ({ id, seq, signedTo, publicKey }) =>
      `Console ${id}: ${count(seq, 'event')}, signed to ${signedTo}; its key in words: ${fingerprintOf(publicKey)}`,
  ),
];
