import type { CallInput } from '#shared/contract/calls.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Engine } from '../engine.ts';
import type { Signer } from '../identity/sealed-key.ts';

const noLaunch = err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));

/** A named entry of the roster gets its key; the witness has compared the six words and signs (authority.md). */
export async function enrol(
  engine: Engine,
  input: CallInput<'identity.enrol'>,
): Promise<Result<{ readonly words: string }, Trouble>> {
  const witness = await engine.people.unlock(engine.state, {
    person: input.witness,
    passphrase: input.witnessPassphrase,
  });
  if (!witness.ok) return witness;
  const enrolled = await enrolBefore(
    engine,
    { person: input.person, passphrase: input.passphrase },
    input.witness,
    witness.value,
  );
  witness.value.wipe();
  return enrolled;
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
  let enrolled = 0;
  for (const person of Object.values(roster.people)) {
    if (person.publicKey !== null) continue;
    const done = await enrolBefore(engine, { person: person.id, passphrase }, roster.keeper, keeper.value);
    if (!done.ok) {
      keeper.value.wipe();
      return done;
    }
    enrolled += 1;
  }
  keeper.value.wipe();
  return ok({ enrolled });
}

async function enrolBefore(
  engine: Engine,
  credentials: { readonly person: PersonId; readonly passphrase: string },
  witness: PersonId,
  signer: Signer,
): Promise<Result<{ readonly words: string }, Trouble>> {
  const { launch } = engine;
  if (launch === null || engine.state.launch === null) return noLaunch;
  const key = await engine.people.keyFor(engine.state.launch.kind, credentials);
  if (!key.ok) return key;
  key.value.signer.wipe();
  const { publicKey, words } = key.value;
  const command = { type: 'person.enrol', person: credentials.person, publicKey, words, witness } as const;
  const told = launch.dispatcher.dispatch(
    command,
    engine.people.sign(engine.state, command, witness, (bytes) => signer.sign(bytes)),
  );
  return told.ok ? ok({ words }) : told;
}
