import type { Seen } from '#shared/domain/operation/plan.ts';
import type { ReadSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind } from '../operation-kind.ts';
import { cancelled, failed } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { fieldLabel, shown } from './fields.ts';
import { isObject, valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { targetOf } from './object-change.ts';
import { readObject } from './objects.ts';
import { resourceKind } from './resource-kind.ts';

/** `kubernetes.read`: compares one field with what is expected. Changes nothing; nothing of a Secret is shown. */
export function createReadKind(connection: Connection): OperationKind<ReadSpec> {
  async function compare(spec: ReadSpec, signal: AbortSignal): Promise<Result<Seen, Fault>> {
    const { kind, name } = spec.object;
    const of = await resourceKind(connection, spec.object, signal);
    if (!of.ok) return of;
    const read = await readObject(connection, of.value, name, signal, true);
    if (!read.ok) return read;
    const held = valueAt(read.value, spec.path);
    const what = `${kind} ${name} ${fieldLabel(spec.path)}`;
    if (kind === 'Secret') {
      // Not its metadata either: an annotation may hold all of it as it was last applied.
      const text = spec.path[0] === 'data' && typeof held === 'string' ? decoded(held) : textOf(held);
      const agrees = text === spec.expected;
      return ok({
        what,
        expected: 'not shown',
        seen: agrees ? 'as expected (not shown)' : 'something else (not shown)',
        agrees,
      });
    }
    return ok({ what, expected: shown(spec.expected), seen: shown(held), agrees: textOf(held) === spec.expected });
  }

  return {
    kind: 'kubernetes.read',
    async plan(spec, signal) {
      const of = await resourceKind(connection, spec.object, signal);
      if (!of.ok) return of;
      const { group, plural } = of.value;
      const rights = await rightsCheck(connection, [{ verb: 'get', group, resource: plural }]);
      const secret = spec.object.kind === 'Secret';
      const path = `{.${spec.path.map((key) => key.replaceAll('.', '\\.')).join('.')}}`;
      return ok({
        targets: [targetOf(connection, of.value, spec.object.name)],
        changes: [],
        checks: [rights],
        equivalent: kubectl(connection, [
          'get',
          plural,
          spec.object.name,
          ...(secret ? [] : ['-o', `jsonpath=${path}`]),
        ]),
      });
    },
    async run(spec, _plan, context) {
      const seen = await compare(spec, context.signal);
      if (!seen.ok)
        return seen.error.cause === 'cancelled' ? cancelled('Nothing is changed by reading.') : failed(seen.error);
      context.progress(`${seen.value.what}: ${seen.value.seen}`);
      return seen.value.agrees ? { kind: 'done', seen: [seen.value] } : failed(differs(seen.value));
    },
    async look(spec, _plan, signal) {
      const seen = await compare(spec, signal);
      return seen.ok ? ok({ applied: seen.value.agrees ? 'yes' : 'no', seen: [seen.value] }) : seen;
    },
  };
}

const decoded = (data: string): string => Buffer.from(data, 'base64').toString('utf8');
const textOf = (held: unknown): string =>
  isObject(held) || Array.isArray(held) ? JSON.stringify(held) : String(held ?? 'none');

const differs = ({ what, expected, seen }: Seen): Fault => ({
  kind: 'fault',
  cause: 'unavailable',
  message: `${what} is ${seen}; expected was ${expected}.`,
  hint: 'See why, then run it again: reading changes nothing.',
  retryable: true,
});
