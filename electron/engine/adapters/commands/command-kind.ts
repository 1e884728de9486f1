import type { Check, FieldChange, OperationPlan, Output, Seen, Target } from '#shared/domain/operation/plan.ts';
import type { CommandSpec } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { commandLine } from '../command-line.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, unplanned } from '../outcome.ts';
import { isExecutable } from './find-program.ts';
import { notThePinned } from './pinned-file.ts';
import type { CommandFinished, CommandRunner, FoundProgram } from './port.ts';

const target = (spec: CommandSpec): Target => ({ kind: 'program', where: 'this console', name: spec.program });
const hashField = ({ sha256 }: FoundProgram): string => `sha256:${sha256}`;
const isPinned = (spec: CommandSpec, { sha256 }: FoundProgram): boolean =>
  spec.sha256 === undefined || spec.sha256.toLowerCase() === sha256;

/** What a confirmation signs of a program: the file it is now, and every argument. */
const changesOf = (spec: CommandSpec, found: FoundProgram): readonly FieldChange[] => [
  { target: target(spec), field: 'program', from: '', to: hashField(found) },
  { target: target(spec), field: 'arguments', from: '', to: commandLine('', spec.arguments) },
];

/**
 * `command.run`: a program of the team, without a shell. Planning reads its file and never runs it; what runs is the file
 * that the confirmed plan showed. What it does outside can't be looked at: when nobody knows whether it ran, a person
 * says so, unless the pack calls it repeatable.
 */
export function createCommandKind(commands: CommandRunner): OperationKind<CommandSpec> {
  return {
    kind: 'command.run',
    plan: (spec, signal) => plan(commands, spec, signal),
    run: (spec, planned, context) => run(commands, spec, planned, context),
    look: async (spec) => (spec.isRepeatable ? ok({ applied: 'no', seen: [] }) : err(nobodyKnows(spec))),
  };
}

async function plan(
  commands: CommandRunner,
  spec: CommandSpec,
  signal: AbortSignal,
): Promise<Result<OperationPlan, Fault>> {
  const found = await commands.find(spec.program, signal);
  if (!found.ok && found.error.cause === 'cancelled') return found;
  const where = commands.folder === null ? '' : `cd ${commandLine('', [commands.folder])} && `;
  const equivalent = `${where}${commandLine(spec.program, spec.arguments)}`;
  const checks = found.ok ? await checksOf(spec, found.value) : [missing(spec, found.error)];
  const changes = found.ok ? changesOf(spec, found.value) : [];
  return ok({ targets: [target(spec)], changes: [...changes], checks, equivalent });
}

const missing = (spec: CommandSpec, { message, hint }: Fault): Check => ({
  what: `program ${spec.program}`,
  state: 'act',
  text: [message, hint].filter(Boolean).join(' '),
});

async function checksOf(spec: CommandSpec, found: FoundProgram): Promise<Check[]> {
  const what = `program ${spec.program}`;
  if (!(await isExecutable(found.file)))
    return [{ what, state: 'act', text: `${found.file} may not be run: give it the right (chmod +x).` }];
  if (!isPinned(spec, found))
    return [
      { what, state: 'act', text: `${found.file} is not the file that the pack has pinned: look what has changed.` },
    ];
  const checks: Check[] = [{ what, state: 'good', text: `${found.file}, ${hashField(found)}` }];
  if (!spec.isRepeatable)
    checks.push({
      what: `${what}, once`,
      state: 'good',
      text: 'it is run once; if its end is lost, a person says what came of it',
    });
  return checks;
}

async function run(
  commands: CommandRunner,
  spec: CommandSpec,
  planned: OperationPlan | null,
  context: RunContext,
): Promise<RunOutcome> {
  if (planned === null && !context.isGoal) return unplanned(spec.program);
  const found = await commands.find(spec.program, context.signal);
  if (!found.ok) return failed(found.error);
  const doing = { what: `run ${spec.program}`, where: 'this console', changes: false };
  if (!isPinned(spec, found.value)) return failed(notThePinned(found.value.file, doing));
  const confirmed = planned?.changes.find((change) => change.field === 'program')?.to;
  if (planned !== null && confirmed !== hashField(found.value))
    return { kind: 'changed-since', fields: [`program ${found.value.file}`] };
  const { timeoutMs, expected } = spec;
  const { cause, progress, signal } = context;
  if (signal.aborted) return cancelled(`${spec.program} was not started.`);
  progress(`running ${found.value.file}`);
  const ended = await commands.start({
    ...{ program: found.value, arguments: spec.arguments, timeoutMs, expected, cause, progress, signal },
  });
  return ended.ok ? outcome(spec, ended.value) : failed(ended.error);
}

function outcome(spec: CommandSpec, ended: CommandFinished): RunOutcome {
  const { output } = ended;
  const stands = 'What it had done by then stands: look at that before it is run again.';
  if (ended.how === 'cancelled') return { ...cancelled(`${spec.program} was ended. ${stands}`), output };
  const bad = (cause: Fault['cause'], message: string, hint: string): RunOutcome => ({
    kind: 'failed',
    fault: { kind: 'fault', cause, message, hint, retryable: spec.isRepeatable, raw: rawOf(output) },
    output,
  });
  const limit = `${Math.round(spec.timeoutMs / 1000)} s`;
  if (ended.how === 'timeout')
    return bad('timeout', `${spec.program} was not done in ${limit} and was ended, with all it had started.`, stands);
  if (ended.code !== 0) {
    const how =
      ended.code === null ? `was ended by ${ended.signal ?? 'a signal'}` : `ended with exit code ${ended.code}`;
    return bad('unexpected', `${spec.program} ${how}.`, 'Read the end of its output.');
  }
  if (!ended.sawExpected)
    return bad(
      'unexpected',
      `${spec.program} ended well, but did not say "${spec.expected}".`,
      'Read the end of its output.',
    );
  return { kind: 'done', seen: seenOf(spec), output };
}

const rawOf = (output: Output): string => output.tail.slice(-2_000);

const seenOf = (spec: CommandSpec): readonly Seen[] => [
  { what: `${spec.program}: exit code`, expected: '0', seen: '0', agrees: true },
  ...(spec.expected === undefined
    ? []
    : [{ what: `${spec.program} says`, expected: spec.expected, seen: spec.expected, agrees: true }]),
];

const nobodyKnows = (spec: CommandSpec): Fault => ({
  kind: 'fault',
  cause: 'outcome-unknown',
  message: `Nobody saw how ${spec.program} ended, and what it does can't be looked at from here.`,
  hint: 'Look at what it was to do, then say whether it is done.',
  retryable: false,
});
