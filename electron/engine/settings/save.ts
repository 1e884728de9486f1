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
import { readForWindow, whyNotSave } from './read.ts';
import type { SecretBox, ToKeep } from './secret-box.ts';
import { readSettings, writeSettings } from './settings-file.ts';

/** Saves one source, its secrets into the keychain first; the open production launch hears of it and connects anew. */
export async function saveSettings(
  engine: Engine,
  { change, shown }: CallInput<'settings.save'>,
  connection: string,
): Promise<Result<SettingsSaved, Trouble>> {
  const refused = mayNot(engine, connection);
  if (refused !== null) return err(refused);
  const settings = readSettings(engine.home);
  if (!settings.ok) return settings;
  if (settings.value.shown !== shown)
    return err(refusal('settings-changed', 'The settings were changed meanwhile.', 'Look at them again, then save.'));
  const before = settings.value.file;
  const planned = plan(before, change, engine.secrets);
  const kept = await engine.secrets.keep(planned.keep);
  if (kept !== null) return err(kept);
  const copy = settings.value.isThere ? withoutMoved(before, planned.keep) : null;
  const written = writeSettings(engine.home, planned.next, copy);
  if (!written.ok) return written;
  const said = [...movedText(planned.keep), ...(await tell(engine, connection, before, planned, change))];
  return ok({ read: readForWindow(engine), said });
}

function mayNot(engine: Engine, connection: string): Trouble | null {
  const running = whyNotSave(engine.state);
  if (running !== null) return refusal('launch-busy', `Settings can't be saved now: ${running}`, 'Wait for its end.');
  const isOpen = engine.state.launch?.kind === 'production';
  if (!isOpen || engine.people.session(connection, engine.state).person !== null) return null;
  return refusal(
    'not-signed-in',
    'A production launch is open: its connections are changed by somebody who is signed in.',
    'Sign in, then save.',
  );
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
  const needed = new Set(secretPlaces(fileOf(sections)).map(({ value }) => nameIn(value)));
  const forget = secretPlaces(fileOf(sectionsOf(before)))
    .map(({ value }) => nameIn(value))
    .filter((name) => !needed.has(name));
  return { next: ConnectionsFile.parse(next), sections, keep: { entered: [...new Set(entered)], found, forget } };
}

const nameIn = (value: string | { readonly secret: string }): string =>
  typeof value === 'string' ? value : value.secret;

/** The copy of the former settings holds no secret that lies in the keychain now, or that was replaced. */
const withoutMoved = (before: ConnectionsFile, { found, entered }: ToKeep): ConnectionsFile =>
  ConnectionsFile.parse(
    withSecrets(before, ({ name, value }) =>
      Object.hasOwn(found, name) || entered.includes(name) ? { secret: name } : value,
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
  launch.reconnect().catch(reportBug);
  const notNoted = noted.ok ? [] : [`This could not be noted in the log: ${noted.error.message}`];
  return ['The open launch connects anew.', ...notNoted];
}
