import type { CallInput } from '#shared/contract/calls.ts';
import type { SettingsSaved } from '#shared/contract/settings-facts.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import { ConnectionsFile, fileOf } from '#shared/settings/connections-file.ts';
import { secretPlaces, withSecrets } from '#shared/settings/secret-places.ts';
import { changeText, sectionsOf } from '#shared/settings/section-values.ts';
import type { SectionChange, Sections } from '#shared/settings/sections.ts';
import { reportBug } from '../bug.ts';
import type { Engine } from '../engine.ts';
import { connectAnew } from './connect-anew.ts';
import { whyNotChange } from './may-change.ts';
import { readForWindow, whyNotSave } from './read.ts';
import { goesElsewhere, receiverAt } from './receiver.ts';
import type { SecretBox, ToKeep } from './secret-box.ts';
import { readSettings, type SettingsFile, writeSettings } from './settings-file.ts';

/** One save after the other: the second sees what the first has written. */
let turn: Promise<unknown> = Promise.resolve();

/** Saves one source, its secrets into the keychain first; the open production launch hears of it and connects anew. */
export function saveSettings(
  engine: Engine,
  asked: CallInput<'settings.save'>,
  connection: string,
): Promise<Result<SettingsSaved, Trouble>> {
  const done = turn.then(() => saveNow(engine, asked, connection));
  turn = done.catch(() => undefined);
  return done;
}

/** What is new is sealed, then the file is written, and only then what it doesn't name any more is forgotten. */
async function saveNow(
  engine: Engine,
  { change, shown }: CallInput<'settings.save'>,
  connection: string,
): Promise<Result<SettingsSaved, Trouble>> {
  const settings = toSaveOver(engine, shown, connection);
  if (!settings.ok) return settings;
  const { file: before, isThere } = settings.value;
  const planned = plan(before, change, engine.secrets);
  const missing = missingSecret(before, planned, engine.secrets) ?? secretOfElsewhere(before, change, planned);
  if (missing !== null) return err(missing);
  const { forget, ...sealed } = planned.keep;
  const kept = await engine.secrets.keep({ ...sealed, forget: [] });
  if (kept !== null) return err(kept);
  // The keychain may have taken its time, and something may have begun meanwhile.
  const still = toSaveOver(engine, shown, connection);
  if (!still.ok) return err(enterAgain(still.error, planned.keep));
  const written = writeSettings(engine.home, planned.next, isThere ? withoutMoved(before, planned.keep) : null);
  if (!written.ok) return err(enterAgain(written.error, planned.keep));
  const told = await tell(engine, connection, before, planned, change);
  const forgotten = await engine.secrets.keep({ entered: [], found: {}, forget });
  const notForgotten =
    forgotten === null ? [] : [`${forget.join(', ')} is still in the keychain: ${forgotten.message}`];
  return ok({ read: readForWindow(engine), said: [...movedText(planned.keep), ...told, ...notForgotten] });
}

/** The file is as it was, but what was entered has been sealed: the next save would not know it as new. */
const enterAgain = (trouble: Trouble, { entered }: ToKeep): Trouble =>
  entered.length === 0 || trouble.kind === 'bug'
    ? trouble
    : { ...trouble, hint: `${trouble.hint ?? ''} Enter again before you save: ${entered.join(', ')}.`.trim() };

/** The settings that were shown, when this window may save over them now. */
function toSaveOver(engine: Engine, shown: string, connection: string): Result<SettingsFile, Trouble> {
  const running = whyNotSave(engine.state);
  if (running !== null)
    return err(refusal('launch-busy', `Settings can't be saved now: ${running}`, 'Wait for its end.'));
  const refused = whyNotChange(engine, connection);
  if (refused !== null) return err(refused);
  const settings = readSettings(engine.home);
  if (!settings.ok || settings.value.shown === shown) return settings;
  return err(refusal('settings-changed', 'The settings were changed meanwhile.', 'Look at them again, then save.'));
}

/** A place that is new and has nothing in it: a webhook's channel that was renamed leaves its address under its old name. */
function missingSecret(before: ConnectionsFile, { sections, keep }: Planned, box: SecretBox): Trouble | null {
  const known = new Set([
    ...secretPlaces(before).flatMap(({ name, value }) => [name, nameIn(value)]),
    ...box.facts.secrets.map(({ name }) => name),
    ...keep.entered,
  ]);
  const missing = secretPlaces(fileOf(sections))
    .map(({ value }) => nameIn(value))
    .find((name) => !known.has(name) && box.kept(name) === undefined);
  if (missing === undefined) return null;
  const what = missing.startsWith('webhooks.') ? 'address' : 'token';
  const hint = what === 'address' ? 'Enter it; a channel that was renamed needs its address again.' : 'Enter it.';
  return refusal('secret-missing', `Nothing was saved: there is no ${what} for ${missing}.`, `${hint} Then save.`);
}

/** A saved token goes where it was saved for, and nowhere else: for another address it is entered again. */
function secretOfElsewhere(
  before: ConnectionsFile,
  change: SectionChange,
  { sections, keep }: Planned,
): Trouble | null {
  if (!goesElsewhere(change, sectionsOf(before))) return null;
  const saved = secretPlaces(fileOf(sections))
    .filter(({ name }) => name.startsWith(`${change.source}.`))
    .map(({ value }) => nameIn(value))
    .find((name) => !keep.entered.includes(name));
  if (saved === undefined) return null;
  const message = `Nothing was saved: the token (${saved}) that is kept is for another address or service.`;
  return refusal('secret-missing', message, 'Enter the one for this address. Then save.');
}

type Planned = { readonly next: ConnectionsFile; readonly keep: ToKeep; readonly sections: Sections };

/** What the file becomes, and what the keychain has to keep and forget for it. */
function plan(before: ConnectionsFile, change: SectionChange, box: SecretBox): Planned {
  const { [change.source]: _, ...others } = sectionsOf(before);
  const sections: Sections = change.settings === null ? others : { ...others, [change.source]: change.settings };
  const plain = new Map(secretPlaces(before).map(({ name, value }) => [name, value]));
  const found: Record<string, string> = {};
  const entered: string[] = [];
  const next = withSecrets(fileOf(sections), ({ name: place, value }) => {
    const name = nameIn(value);
    const old = plain.get(name);
    // What was entered for another source waits until that one is saved.
    if (place.startsWith(`${change.source}.`) && box.entered(name) !== undefined) entered.push(name);
    else if (typeof old === 'string') {
      // Without a keychain it would be lost at the end of the session: it stays where its owner has put it.
      if (box.facts.backend === null) return old;
      found[name] = old;
    }
    return { secret: name };
  });
  // Here every place holds a name, also where a secret stays in the file.
  const named = fileOf(sections);
  const places = secretPlaces(named);
  const receivers = Object.fromEntries(
    places.flatMap(({ name: place, value }) => {
      const receiver = receiverAt(named, place);
      return receiver === null ? [] : [[nameIn(value), receiver]];
    }),
  );
  const needed = new Set(places.map(({ value }) => nameIn(value)));
  const forget = secretPlaces(fileOf(sectionsOf(before)))
    .map(({ value }) => nameIn(value))
    .filter((name) => !needed.has(name));
  return {
    next: ConnectionsFile.parse(next),
    sections,
    keep: { entered: [...new Set(entered)], found, forget, receivers },
  };
}

const nameIn = (value: string | { readonly secret: string }): string =>
  typeof value === 'string' ? value : value.secret;

/** The copy of the former settings holds no secret that lies in the keychain now, or that was replaced or removed. */
const withoutMoved = (before: ConnectionsFile, { found, entered, forget }: ToKeep): ConnectionsFile =>
  ConnectionsFile.parse(
    withSecrets(before, ({ name, value }) =>
      Object.hasOwn(found, name) || entered.includes(name) || forget.includes(name) ? { secret: name } : value,
    ),
  );

function movedText({ found }: ToKeep): readonly string[] {
  const names = Object.keys(found);
  return names.length === 0 ? [] : [`Moved from the file into the keychain: ${names.join(', ')}.`];
}

/** The open production launch notes who changed what, and connects anew. A rehearsal has connections of its own. */
async function tell(
  engine: Engine,
  connection: string,
  before: ConnectionsFile,
  { sections, keep }: Planned,
  { source }: SectionChange,
): Promise<readonly string[]> {
  const { launch } = engine;
  if (launch === null || engine.state.launch?.kind !== 'production') return [];
  const what = changeText(source, sectionsOf(before), sections, keep.entered);
  const command = {
    type: 'note.write' as const,
    kind: 'note' as const,
    text: `The connections of this console were changed: ${what === '' ? 'saved as they were' : what}. The launch connects anew.`,
  };
  const from = await engine.people.sourceOf(connection, engine.state, command, undefined);
  const noted = from.ok ? launch.dispatcher.dispatch(command, from.value) : from;
  connectAnew(engine, launch).catch(reportBug);
  const notNoted = noted.ok ? [] : [`This could not be noted in the log: ${noted.error.message}`];
  return ['The open launch connects anew.', ...notNoted];
}
