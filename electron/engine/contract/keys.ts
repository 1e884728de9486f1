import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { WaitingKey } from '#shared/contract/facts.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Engine } from '../engine.ts';
import type { Signer } from '../identity/sealed-key.ts';

const noLaunch = err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));

/** A key on this console for a named entry of the roster; it counts once a witness has signed (authority.md). */
export const makeKey = (
  engine: Engine,
  { person, passphrase, replaces }: CallInput<'identity.make-key'>,
): Promise<Result<WaitingKey, Trouble>> =>
  engine.people.keys.makeKey(engine.state, { person, passphrase }, replaces === true);

/** A witness has compared the six words on the screen and signs for the key that waits (authority.md). */
export async function witness(
  engine: Engine,
  input: CallInput<'identity.witness'>,
): Promise<Result<CallOutput<'identity.witness'>, Trouble>> {
  const waiting = engine.people.keys.waiting(engine.state).find((key) => key.person === input.person);
  if (waiting === undefined)
    return err(refusal('no-key-waits', 'No key of that person waits on this console.', 'Make one first.'));
  if (waiting.words !== input.words.trim().toLowerCase().split(/\s+/).join(' '))
    return err(
      refusal(
        'words-differ',
        'These are not the six words of the key that waits: it may be another key.',
        'Do not sign. Make the key again, and compare word by word.',
      ),
    );
  const signer = await engine.people.unlock(engine.state, {
    person: input.witness,
    passphrase: input.witnessPassphrase,
  });
  if (!signer.ok) return signer;
  const told = enrol(engine, waiting, input.person, input.witness, signer.value);
  signer.value.wipe();
  if (!told.ok) return told;
  return ok({ isEnrolled: engine.state.roster.people[input.person]?.publicKey === waiting.publicKey });
}

/** Everyone of a rehearsal who has no key yet, with one passphrase, so that one person can play the whole cast. */
export async function enrolCast(
  engine: Engine,
  { passphrase, keeperPassphrase }: CallInput<'identity.enrol-cast'>,
): Promise<Result<{ readonly enrolled: number }, Trouble>> {
  const { launch, roster } = engine.state;
  if (launch === null || roster.keeper === null) return noLaunch;
  if (launch.kind !== 'rehearsal')
    return err(
      refusal(
        'not-a-rehearsal',
        'Only a rehearsal may be played by one person.',
        'Each person enrols before a witness.',
      ),
    );
  const keeper = await engine.people.unlock(engine.state, { person: roster.keeper, passphrase: keeperPassphrase });
  if (!keeper.ok) return keeper;
  const done = await enrolAll(engine, passphrase, roster.keeper, keeper.value);
  keeper.value.wipe();
  return done;
}

async function enrolAll(
  engine: Engine,
  passphrase: string,
  keeper: PersonId,
  signer: Signer,
): Promise<Result<{ readonly enrolled: number }, Trouble>> {
  let enrolled = 0;
  for (const person of Object.values(engine.state.roster.people)) {
    if (person.publicKey !== null) continue;
    const key = await engine.people.keys.castKey(engine.state, { person: person.id, passphrase });
    const told = key.ok ? enrol(engine, key.value, person.id, keeper, signer) : key;
    if (!told.ok) return told;
    enrolled += 1;
  }
  return ok({ enrolled });
}

function enrol(
  engine: Engine,
  { publicKey, words }: WaitingKey,
  person: PersonId,
  by: PersonId,
  signer: Signer,
): Result<unknown, Trouble> {
  const { launch } = engine;
  if (launch === null) return noLaunch;
  const command = { type: 'person.enrol', person, publicKey, words, witness: by } as const;
  const source = engine.people.sign(engine.state, command, by, (bytes) => signer.sign(bytes));
  return launch.dispatcher.dispatch(command, source);
}

/** The same key under another passphrase; who changes it knows the old one. */
export async function changePassphrase(
  engine: Engine,
  { person, passphrase, next }: CallInput<'identity.change-passphrase'>,
): Promise<Result<CallOutput<'identity.change-passphrase'>, Trouble>> {
  const changed = await engine.people.keys.changePassphrase(engine.state, { person, passphrase }, next);
  return changed.ok ? ok({ changed: true }) : changed;
}
