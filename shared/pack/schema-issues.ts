import type { z } from 'zod';
import { MOST_PROBLEMS, type PackError, type PackPath, type Place, problemAt } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Locate = (path: PackPath, key?: string) => Place;

const pathOf = (issue: Issue, base: PackPath): PackPath => [
  ...base,
  ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
];

const kindOf = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `the text \`${value.slice(0, 60)}\``;
  return `the ${typeof value === 'boolean' ? 'yes/no value' : 'number'} ${String(value)}`;
};

const WANTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

/** A number or true/false where text belongs: YAML reads `1.0`, `012` and `1e3` as numbers (they are typed by us). */
const quoteHint = 'Put it in quotes, so that it is read as text.';

function explainType(issue: Extract<Issue, { code: 'invalid_type' }>): [string, string] {
  const wanted = WANTED[issue.expected] ?? issue.expected;
  if (issue.input === undefined) return ['is missing.', `Write ${wanted} here.`];
  const isQuotable = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
  return [`is ${kindOf(issue.input)}; it must be ${wanted}.`, isQuotable ? quoteHint : `Write ${wanted} here.`];
}

/** What is wrong, said after the name of the key; and what to do. */
function explain(issue: Issue): [string, string] {
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue);
    case 'invalid_value': {
      const values = issue.values.map((value) => `\`${String(value)}\``).join(', ');
      if (issue.input === undefined) return ['is missing.', `Write one of ${values}.`];
      return [`is ${kindOf(issue.input)}; it must be one of ${values}.`, `Write one of ${values}.`];
    }
    case 'too_small':
      return [`is too short or too small: at least ${issue.minimum}.`, 'Add what is missing.'];
    case 'too_big':
      return [`is too long or too large: at most ${issue.maximum}.`, 'Shorten it.'];
    case 'invalid_format':
    case 'custom':
      return [issue.message.replace(/\.?$/, '.'), 'Write it in the form shown in the pack reference.'];
    default:
      return [`can't be read: ${issue.message}.`, 'See the pack reference for what may stand here.'];
  }
}

/** The branch of a union that came closest: the one that got deepest, then the one with the fewest complaints. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  return branches.reduce<readonly Issue[]>(
    (best, branch) =>
      best.length === 0 || depth(branch) > depth(best) || (depth(branch) === depth(best) && branch.length < best.length)
        ? branch
        : best,
    [],
  );
}

function explainOne(issue: Issue, base: PackPath, locate: Locate): PackError[] {
  const path = pathOf(issue, base);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => {
      const place = locate(path, key);
      const where = path.length === 0 ? 'at the top of a pack' : `in \`${path.join('.')}\``;
      return problemAt(
        place,
        'schema',
        `\`${key}\` is not a key known ${where}.`,
        'Correct the spelling or remove it.',
      );
    });
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((one) => explainOne(one, path, locate));
  }
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    const values = options.map((value) => `\`${String(value)}\``).join(', ');
    const message = `\`${path.join('.')}\` must be one of ${values || 'the kinds of the pack reference'}.`;
    return [problemAt(locate(path), 'schema', message, 'Correct the spelling.')];
  }
  const [sentence, hint] = explain(issue);
  const subject = path.length === 0 ? 'The pack' : `\`${path.join('.')}\``;
  return [problemAt(locate(path), 'schema', `${subject} ${sentence}`, hint)];
}

/** Every issue of the schema as a problem with its line, in the order of the file. */
export function explainIssues(issues: readonly Issue[], locate: Locate): PackError[] {
  const shown = issues.slice(0, MOST_PROBLEMS);
  const problems = shown.flatMap((issue) => explainOne(issue, [], locate)).slice(0, MOST_PROBLEMS);
  return problems.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
