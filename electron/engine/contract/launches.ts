import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Engine } from '../engine.ts';
import { cardOf, listCards, writeCard } from '../launch-files.ts';

const noSuchLaunch = err(
  refusal('no-such-launch', 'There is no such launch on this console.', 'Choose one of the list.'),
);

export const listLaunches = (engine: Engine): Result<CallOutput<'launch.list'>, Trouble> =>
  ok(
    listCards(engine.home).map(({ id, title, kind, tZeroAt, timeZone, pack, isArchived }) => {
      const trouble = engine.openTroubles.get(id);
      const isOpen = engine.state.launch?.id === id;
      return {
        ...{ id, title, kind, tZeroAt, timeZone, pack, isOpen, isArchived },
        ...(trouble === undefined ? {} : { trouble }),
      };
    }),
  );

const readOnly = err(
  refusal(
    'read-only',
    'Launches are put away and taken back by somebody who is signed in.',
    'Sign in to the launch that is open; open one first if none is.',
  ),
);

const productionOnly = err(
  refusal(
    'production-only',
    'A production launch is put away and taken back by somebody who is signed in to a production launch: who rehearses has other keys.',
    'Open it and sign in there: it can be put away then, too.',
  ),
);

/** Puts a launch away, or back, for somebody who is signed in here: its log stays as it is. An open one is left for it. */
export async function archive(
  engine: Engine,
  { launch, isArchived }: CallInput<'launch.archive'>,
  connection: string,
): Promise<Result<CallOutput<'launch.archive'>, Trouble>> {
  if (engine.people.session(connection, engine.state).person === null) return readOnly;
  const card = cardOf(engine.home, launch);
  if (card === undefined) return noSuchLaunch;
  if (card.kind === 'production' && engine.state.launch?.kind !== 'production') return productionOnly;
  const write = () => writeCard(engine.home, { ...card, isArchived });
  const written = isArchived ? await engine.leaveLaunch(launch, write) : write();
  return written.ok ? ok({ isArchived }) : written;
}

/** What a copy of a launch begins with: its pack, variables and people, no keys, no T-0. */
export function template(
  engine: Engine,
  { launch }: CallInput<'launch.template'>,
): Result<CallOutput<'launch.template'>, Trouble> {
  const card = cardOf(engine.home, launch);
  if (card === undefined) return noSuchLaunch;
  const { pack, kind, title, variables, people } = card;
  return ok({ pack, kind, title, variables, people });
}

export async function difference(
  engine: Engine,
  { people }: CallInput<'launch.difference'>,
): Promise<Result<CallOutput<'launch.difference'>, Trouble>> {
  const { candidateFor, differenceOf } = await import('../adopt.ts');
  const candidate = candidateFor(engine.state, engine.packs, people);
  return candidate.ok ? ok(differenceOf(engine.state, candidate.value)) : candidate;
}

/** Asks that exactly what was shown be adopted, signed by who is signed in or by `as`. */
export async function adopt(
  engine: Engine,
  { shown, people, as }: CallInput<'launch.adopt'>,
  connection: string,
): Promise<Result<CallOutput<'launch.adopt'>, Trouble>> {
  const { candidateFor } = await import('../adopt.ts');
  const { launch } = engine;
  const candidate = candidateFor(engine.state, engine.packs, people);
  if (!candidate.ok) return candidate;
  if (launch === null) return err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
  if (candidate.value.shown !== shown)
    return err(refusal('shown-changed', 'The pack has changed since it was shown.', 'Look at the difference again.'));
  const { plan, people: roster } = candidate.value;
  const command = { type: 'adoption.ask' as const, plan, people: [...roster], shown };
  const source = await engine.people.sourceOf(connection, engine.state, command, as);
  if (!source.ok) return source;
  const told = launch.dispatcher.dispatch(command, source.value);
  if (!told.ok) return told;
  return ok({ commandId: told.value.commandId, positions: told.value.events.map((event) => event.position) });
}
