import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import { fromRecorded } from '../dispatcher/stored.ts';
import type { Engine } from '../engine.ts';
import { listCards } from '../launch-files.ts';
import type { OpenLaunch } from '../open-launch.ts';
import { listPacks } from '../packs.ts';
import { verifyLog } from '../store/verify.ts';
import { enrol, enrolCast } from './enrol.ts';

type Answer<N extends CallName> = Result<CallOutput<N>, Trouble> | Promise<Result<CallOutput<N>, Trouble>>;
type Handlers = { readonly [N in CallName]: (engine: Engine, input: CallInput<N>, connection: string) => Answer<N> };

const noLaunch = err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
const withLaunch = <T>(engine: Engine, then: (launch: OpenLaunch) => Result<T, Trouble>): Result<T, Trouble> =>
  engine.launch === null ? noLaunch : then(engine.launch);

/** Every call's handler; the compiler asks for a new one. */
export const handlers: Handlers = {
  'launch.list': (engine) =>
    ok(
      listCards(engine.home).map(({ id, title, kind, tZeroAt }) => {
        const trouble = engine.openTroubles.get(id);
        const isOpen = engine.state.launch?.id === id;
        return { id, title, kind, tZeroAt, isOpen, ...(trouble === undefined ? {} : { trouble }) };
      }),
    ),
  'launch.create': (engine, input) => engine.createLaunch(input),
  'launch.open': (engine, { launch }) => engine.openLaunch(launch),
  'launch.snapshot': (engine) => ok(engine.snapshot()),
  'launch.history': (engine, { before, limit }) =>
    withLaunch(engine, ({ log, dispatcher }) => {
      const until = before ?? dispatcher.position + 1;
      const from = Math.max(0, until - 1 - limit);
      const found = [];
      for (const recorded of log.events(from)) {
        if (recorded.position >= until) break;
        const stored = fromRecorded(recorded);
        if (stored !== null) found.push(stored);
      }
      return ok(found);
    }),
  'launch.dispatch': async (engine, { command, as }, connection) => {
    const { launch } = engine;
    if (launch === null) return noLaunch;
    const source = await engine.people.sourceOf(connection, engine.state, command, as);
    if (!source.ok) return source;
    const told = launch.dispatcher.dispatch(command, source.value);
    return told.ok
      ? ok({ commandId: told.value.commandId, positions: told.value.events.map((event) => event.position) })
      : told;
  },
  'packs.list': (engine) => ok(listPacks(engine.packs)),
  'identity.people': (engine) =>
    ok(
      Object.values(engine.state.roster.people).map(({ publicKey, words, witness: _, ...person }) => ({
        ...person,
        isEnrolled: publicKey !== null,
        words,
      })),
    ),
  'identity.session': (engine, _input, connection) => ok(engine.people.session(connection, engine.state)),
  'identity.sign-in': async (engine, credentials, connection) => {
    const signedIn = await engine.people.signIn(connection, engine.state, credentials);
    if (signedIn.ok) engine.tellSession(connection);
    return signedIn;
  },
  'identity.lock': (engine, _input, connection) => {
    engine.people.lock(connection);
    engine.tellSession(connection);
    return ok(engine.people.session(connection, engine.state));
  },
  'identity.enrol': (engine, input) => enrol(engine, input),
  'identity.enrol-cast': (engine, input) => enrolCast(engine, input),
  'observations.history': (engine) => withLaunch(engine, ({ hub }) => ok(hub.batch(true))),
  'logs.history': (engine) => withLaunch(engine, ({ hub }) => ok(hub.lines())),
  'log.verify': (engine) =>
    withLaunch(engine, ({ log }) => {
      const report = verifyLog(log.path);
      if (!report.ok) return report;
      const { isWhole, events, problems } = report.value;
      return ok({ isWhole, events, headHash: log.head().hash, problems: problems.map((problem) => problem.what) });
    }),
};
