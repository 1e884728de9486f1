import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Evidence } from '#shared/domain/checklist/evidence.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { personById } from '#shared/domain/roster/roles.ts';
import { maySilence } from '#shared/domain/silence/who-may.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import { fromRecorded } from '../dispatcher/stored.ts';
import type { Engine } from '../engine.ts';
import type { OpenLaunch } from '../open-launch.ts';
import { whyLoud } from '../runner/feeds-criterion.ts';
import { saveSettings } from '../settings/save.ts';
import { verifyLog } from '../store/verify.ts';
import { changePassphrase, enrolCast, makeKey, witness } from './keys.ts';
import { adopt, archive, difference, listLaunches, template } from './launches.ts';
import { settingsContexts, settingsRead, settingsTest, stopTest } from './settings.ts';

type Answer<N extends CallName> = Result<CallOutput<N>, Trouble> | Promise<Result<CallOutput<N>, Trouble>>;
type Handlers = { readonly [N in CallName]: (engine: Engine, input: CallInput<N>, connection: string) => Answer<N> };

/** Who waits at a dialog for it, real time. */
const RULES_LIMIT_MS = 5000;

const noLaunch = err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
const notYet = err(refusal('not-yet', 'The probes are just being started.', 'Try again in a moment.'));
const withLaunch = <T>(engine: Engine, then: (launch: OpenLaunch) => Result<T, Trouble>): Result<T, Trouble> =>
  engine.launch === null ? noLaunch : then(engine.launch);

/** What a command names as evidence. */
const evidenceOf = (command: PersonCommand): readonly Evidence[] =>
  command.type === 'item.mark' || command.type === 'item.annotate' ? (command.evidence ?? []) : [];

/** Items that a command ticks. */
const tickedBy = (command: PersonCommand): readonly string[] => {
  if (command.type === 'items.mark') return command.items;
  return command.type === 'item.mark' ? [command.item] : [];
};

/** A silence of who may place one is checked against the rules outside before it is decided on: its refusal names the metric. */
async function whyNotSilence(
  { outside, dispatcher: { state } }: OpenLaunch,
  alert: string,
  person: PersonId | null,
): Promise<Trouble | null> {
  const plan = state.launch?.plan;
  if (plan === undefined || !maySilence(state, personById(state.roster, person ?? ''))) return null;
  if (outside !== null) return whyLoud(outside.rules, plan, alert, AbortSignal.timeout(RULES_LIMIT_MS));
  return refusal('not-proven', 'Nothing outside is reached: no alert can be silenced now.', 'Try again then.');
}

/** Every call's handler; the compiler asks for a new one. What a start doesn't need is loaded when it is asked for (0036). */
export const handlers: Handlers = {
  'launch.list': listLaunches,
  'launch.create': (engine, input) => engine.createLaunch(input),
  'launch.archive': archive,
  'launch.template': template,
  'launch.difference': difference,
  'launch.adopt': adopt,
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
    const missing = launch.evidence.missing(evidenceOf(command));
    if (missing.length > 0)
      return err(refusal('no-such-file', `${missing.join(', ')} is not in the launch.`, 'Add the file again.'));
    const source = await engine.people.sourceOf(connection, engine.state, command, as);
    if (!source.ok) return source;
    const { person } = source.value;
    const loud = command.type === 'silence.place' ? await whyNotSilence(launch, command.alert, person) : null;
    if (loud !== null) return err(loud);
    for (const item of tickedBy(command)) launch.probes?.recordLast(item, engine.state.probes.byItem[item]?.at);
    const told = launch.dispatcher.dispatch(command, source.value);
    return told.ok
      ? ok({ commandId: told.value.commandId, positions: told.value.events.map((event) => event.position) })
      : told;
  },
  'packs.list': async (engine) => {
    const { listPacks } = await import('../packs.ts');
    return ok(listPacks(engine.packs, engine.worlds));
  },
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
  'identity.make-key': makeKey,
  'identity.witness': witness,
  'identity.waiting': (engine) => ok(engine.people.keys.waiting(engine.state)),
  'identity.change-passphrase': changePassphrase,
  'identity.touch': (engine, _input, connection) => {
    engine.people.touch(connection);
    return ok({ locksInMs: engine.state.launch?.plan.rules.idleLockMs ?? null });
  },
  'identity.enrol-cast': (engine, input) => enrolCast(engine, input),
  'probe.run': async (engine, { item }) => {
    if (engine.launch === null) return noLaunch;
    const { probes } = engine.launch;
    return probes === null ? notYet : ok(await probes.run(item));
  },
  'paper.write': (engine) => (engine.launch === null ? noLaunch : engine.launch.paper.write('asked for')),
  'evidence.store': (engine, part, connection) =>
    withLaunch(engine, ({ evidence }) => evidence.store(part, connection)),
  'settings.read': settingsRead,
  'settings.save': saveSettings,
  'settings.test': settingsTest,
  'settings.stop-test': stopTest,
  'settings.contexts': settingsContexts,
  'detail.look': async (engine, asked) => {
    const { lookAt } = await import('../detail/look.ts');
    return engine.launch === null ? noLaunch : lookAt(engine.launch, engine.clock, asked);
  },
  'observations.history': (engine) => withLaunch(engine, ({ hub }) => ok(hub.batch(true))),
  'logs.history': (engine) => withLaunch(engine, ({ hub }) => ok(hub.logs.history())),
  'log.verify': (engine) =>
    withLaunch(engine, ({ log }) => {
      const report = verifyLog(log.path);
      if (!report.ok) return report;
      const { isWhole, events, problems } = report.value;
      return ok({ isWhole, events, headHash: log.head().hash, problems: problems.map((problem) => problem.what) });
    }),
};
