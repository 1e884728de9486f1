import { type CallName, calls } from '#shared/contract/calls.ts';
import type { Envelope } from '#shared/contract/envelope.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import { reportBug } from '../bug.ts';
import type { Engine } from '../engine.ts';
import { handlers } from './handlers.ts';

/** Calls that a wall may make: it looks and does nothing. */
const looking: ReadonlySet<string> = new Set<CallName>([
  'launch.list',
  'launch.snapshot',
  'launch.history',
  'identity.session',
  'observations.history',
  'logs.history',
]);

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

/** Checks a call's name, right and input, and answers it. Nothing is thrown: a bug is told calmly with its id. */
export async function answerCall(
  engine: Engine,
  connection: string,
  mayAct: boolean,
  name: string,
  input: unknown,
): Promise<Envelope<unknown>> {
  if (!isCall(name))
    return no(
      refusal(
        'unknown-call',
        'This console does not know that request.',
        'Reload the window; if it stays, the parts of Tminus do not fit together.',
      ),
    );
  if (!mayAct && !looking.has(name)) return no(refusal('wall', 'A wall only looks.', 'Do this on a console.'));
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return no(
      refusal(
        'bad-input',
        `The request can not be read: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim(),
        'Check what was entered.',
      ),
    );
  }
  try {
    const answer = await handlers[name](engine, parsed.data as never, connection);
    return answer.ok ? { ok: true, value: answer.value } : no(answer.error);
  } catch (error) {
    return no({
      kind: 'bug',
      id: reportBug(error),
      message: 'Something in Tminus broke. Nothing was lost; what was recorded stands.',
    });
  }
}

const no = (trouble: Trouble): Envelope<never> => ({ ok: false, trouble });
