import type { Check, OperationPlan, Seen, Target } from '#shared/domain/operation/plan.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, pause, unplanned } from '../outcome.ts';
import type { FlagPort, FlagSeen } from './port.ts';

const word = (on: boolean): string => (on ? 'on' : 'off');
/** A service that asks for a longer wait is left to a person. */
const LONGEST_WAIT_MS = 30_000;
/** Where to go by hand when this console can't. */
type ByHand = (spec: FlagSpec) => string;

/** `flag.set`: reads, writes only what differs, reads back. Turning on what is on does nothing. */
export function createFlagKind(flags: FlagPort, byHand: ByHand): OperationKind<FlagSpec> {
  const target = (spec: FlagSpec): Target => ({
    kind: 'flag',
    where: `${flags.service}/${flags.where}`,
    namespace: spec.environment,
    name: spec.flag,
  });
  const seenOf = (spec: FlagSpec, seen: FlagSeen): Seen[] => [
    {
      what: `flag ${spec.flag} in ${spec.environment}`,
      expected: word(spec.on),
      seen: word(seen.isOn),
      agrees: seen.isOn === spec.on,
    },
  ];
  const settled = (spec: FlagSpec, seen: FlagSeen): RunOutcome => ({
    kind: seen.isOn === spec.on ? 'done' : 'not-effective',
    seen: seenOf(spec, seen),
  });

  async function run(spec: FlagSpec, plan: OperationPlan | null, context: RunContext): Promise<RunOutcome> {
    if (plan === null && !context.isGoal) return unplanned(`Flag ${spec.flag}`);
    const before = await flags.read(spec.flag, spec.environment, context.signal);
    if (!before.ok) return failed(before.error);
    if (before.value.isOn === spec.on) {
      context.progress(`${spec.flag} is ${word(spec.on)} already`);
      return settled(spec, before.value);
    }
    const planned = plan?.changes.find((change) => change.field === 'enabled');
    // Planned as "nothing to change" and different now: somebody else turned it in between.
    if (!context.isGoal && planned?.from !== word(before.value.isOn))
      return { kind: 'changed-since', fields: [`flag ${spec.flag} enabled`] };
    if (context.signal.aborted) return cancelled(`${spec.flag} is still ${word(before.value.isOn)}.`);
    return write(spec, context, 3);
  }

  // Not cancelled on the way: an answer that was given up is one that nobody can explain. What was refused before it was
  // done (too many requests, a conflict, nobody there) may be sent again.
  async function write(spec: FlagSpec, context: RunContext, tries: number): Promise<RunOutcome> {
    context.progress(`turning ${spec.flag} ${word(spec.on)} in ${spec.environment}`);
    const sent = await flags.set(spec.flag, spec.environment, spec.on, undefined, context.cause);
    if (!sent.ok && sent.error.cause !== 'outcome-unknown') {
      const { retryable, retryAfterMs = 500, message } = sent.error;
      if (!retryable || tries <= 1 || retryAfterMs > LONGEST_WAIT_MS) return failed(sent.error);
      context.progress(`${message} Again in ${(retryAfterMs / 1000).toFixed(1)} s.`);
      if (!(await pause(retryAfterMs, context.signal))) return cancelled(`${spec.flag} was not turned.`);
      return write(spec, context, tries - 1);
    }
    for (let look = 0; look < 4; look += 1) {
      if (look > 0) await pause(500);
      const after = await flags.read(spec.flag, spec.environment);
      if (after.ok && after.value.isOn === spec.on) return settled(spec, after.value);
      if (after.ok && sent.ok) return settled(spec, after.value);
    }
    if (sent.ok) return failed({ ...unread(spec), cause: 'outcome-unknown' });
    // A goal may be sent again: the late one could only set the same value.
    return context.isGoal && tries > 1 ? write(spec, context, tries - 1) : failed(sent.error);
  }

  const unread = (spec: FlagSpec) => ({
    kind: 'fault' as const,
    message: `${flags.service} accepted turning ${spec.flag} ${word(spec.on)}, but it could not be read back.`,
    hint: 'Look at the flag in its own console.',
    retryable: false,
  });

  /** Found before it is asked for: in the middle of a launch nobody has time for an approval elsewhere. */
  async function inTheWay(spec: FlagSpec, signal: AbortSignal): Promise<Check[]> {
    if (flags.preflight === undefined) return [];
    const what = `approval of ${spec.flag}`;
    const found = await flags.preflight(spec.flag, spec.environment, spec.on, signal);
    if (!found.ok) return [{ what, state: 'unknown', text: found.error.message }];
    if (found.value !== null) return [{ what, state: 'act', text: found.value }];
    return [{ what, state: 'good', text: `${flags.service} asks for none in ${spec.environment}` }];
  }

  return {
    kind: 'flag.set',
    async plan(spec, signal) {
      const before = await flags.read(spec.flag, spec.environment, signal);
      const targets = [target(spec)];
      const equivalent = byHand(spec);
      if (!before.ok) {
        if (before.error.cause !== 'not-found') return before;
        return ok({
          targets,
          changes: [],
          equivalent,
          checks: [{ what: `flag ${spec.flag}`, state: 'act', text: before.error.message }],
        });
      }
      const is = before.value.isOn;
      const changes =
        is === spec.on ? [] : [{ target: target(spec), field: 'enabled', from: word(is), to: word(spec.on) }];
      const checks: Check[] = [{ what: `flag ${spec.flag}`, state: 'good', text: `it exists and is ${word(is)}` }];
      if (is !== spec.on) checks.push(...(await inTheWay(spec, signal)));
      return ok({ targets, changes, equivalent, checks });
    },
    run,
    async look(spec, _plan, signal) {
      const seen = await flags.read(spec.flag, spec.environment, signal);
      if (!seen.ok) return seen;
      return ok({ applied: seen.value.isOn === spec.on ? 'yes' : 'no', seen: seenOf(spec, seen.value) });
    },
  };
}
