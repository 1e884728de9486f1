import { asId } from '../as-id.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { SilenceId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { personById } from '../roster/roles.ts';
import { holdsBack, type SilenceEntry } from './state.ts';
import { maySilence } from './who-may.ts';

/** The longest silence: launch noise ends with the launch's hours. */
export const LONGEST_SILENCE_MS = 4 * 3_600_000;

type SilenceReport = CommandOf<'silence.confirm' | 'silence.fail' | 'silence.lose' | 'silence.end'>;
type SilenceCommand = CommandOf<'silence.place' | 'silence.lift'> | SilenceReport;

export function decideSilence(state: LaunchState, command: SilenceCommand, stamp: Stamp): Decision {
  if (command.type === 'silence.place') return place(state, command, stamp);
  const entry = state.silences.silences.find(({ id }) => id === command.silence);
  if (entry === undefined) return refuse('no-such-silence', 'There is no such silence.');
  return command.type === 'silence.lift' ? lift(state, entry, stamp) : report(entry, command);
}

const notEntitled = refuse(
  'not-entitled',
  'Alerts are silenced by whoever commands the launch or its operations.',
  'Ask the commander.',
);

function place(state: LaunchState, command: CommandOf<'silence.place'>, { person, at, commandId }: Stamp): Decision {
  if (person === null) return refuse('not-signed', 'A silence is placed with a name.', 'Sign in first.');
  if (!maySilence(state, personById(state.roster, person))) return notEntitled;
  const { alert, matchers, endsAt, reason } = command;
  if (!matchers.some(({ name, value }) => name === 'alertname' && value === alert))
    return refuse('not-by-name', `A silence names its alert: "${alert}" is not among its labels.`);
  if (endsAt <= at || endsAt - at > LONGEST_SILENCE_MS)
    return refuse('no-end', 'A silence ends within four hours.', 'Choose an end, and place it again if need be.');
  const criterion = state.launch?.plan.criteria.find(({ alerts }) => alerts?.includes(alert));
  if (criterion !== undefined)
    return refuse('feeds-criterion', `"${alert}" can be a reason to roll back: ${criterion.title}.`, 'It stays loud.');
  const same = state.silences.silences.find((entry) => holdsBack(entry) && isSame(entry, matchers));
  if (same !== undefined) return refuse('already-silenced', `"${alert}" is silenced already.`, 'Lift that first.');
  const silence = asId<SilenceId>(`silence.${state.silences.silences.length + 1}.${commandId.slice(-6)}`);
  return decided(
    [{ type: 'silence.asked', silence, alert, matchers, endsAt, reason, by: person }],
    [{ kind: 'place-silence', silence }],
  );
}

const keyOf = (matchers: SilenceEntry['matchers']): string =>
  matchers
    .map(({ name, value }) => `${name}\n${value}`)
    .toSorted()
    .join('\n');
const isSame = (entry: SilenceEntry, matchers: SilenceEntry['matchers']): boolean =>
  keyOf(entry.matchers) === keyOf(matchers);

function lift(state: LaunchState, entry: SilenceEntry, { person }: Stamp): Decision {
  if (person === null) return refuse('not-signed', 'A silence is lifted with a name.', 'Sign in first.');
  if (!maySilence(state, personById(state.roster, person))) return notEntitled;
  if (entry.standing !== 'active' && entry.standing !== 'unknown')
    return refuse('not-active', `"${entry.alert}" is not silenced by this any more.`);
  const { id: silence } = entry;
  return decided([{ type: 'silence.lift-asked', silence, by: person }], [{ kind: 'lift-silence', silence }]);
}

/** What was over stays over; a confirmation that changes nothing is no event. */
function report({ id: silence, standing }: SilenceEntry, command: SilenceReport): Decision {
  if (standing === 'over') return decided([]);
  switch (command.type) {
    case 'silence.confirm':
      return standing === 'active'
        ? decided([])
        : decided([{ type: 'silence.placed', silence, reference: command.reference }]);
    case 'silence.fail':
      return decided([{ type: 'silence.failed', silence, trouble: command.trouble }]);
    case 'silence.lose':
      return decided([{ type: 'silence.outcome-unknown', silence, trouble: command.trouble }]);
    case 'silence.end':
      return decided([{ type: 'silence.ended', silence, why: command.why }]);
  }
}
