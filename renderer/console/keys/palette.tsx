import { Command } from 'cmdk';
import { call } from '../../bridge/bridge.ts';
import { useAnswer } from '../../bridge/use-answer.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { close, open, show, useView, views } from '../../stores/view.ts';
import { applyTheme } from '../../theme/theme.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { rolesText } from '../people/roles-text.ts';
import { wallEntries } from '../settings/wall/wall-entries.ts';
import './keys.css';

type Entry = { readonly id: string; readonly text: string; readonly act: () => void };

function toggleTheme(): void {
  const theme = useView.getState().theme === 'dark' ? 'light' : 'dark';
  applyTheme(theme);
  useView.setState({ theme, overlay: null });
}

/** Every command, every item, every step and every person, found by typing. Nothing dangerous fires from here. */
export function Palette() {
  const state = useLaunch((replica) => replica.state);
  const isSignedIn = useSession((session) => session.person !== null);
  const plan = state.launch?.plan;
  const launches = useAnswer('launch.list', {});
  const groups: readonly (readonly [string, readonly Entry[]])[] = [
    ['Views', views.map(({ id, title }) => ({ id, text: title, act: () => show(id) }))],
    [
      'Commands',
      [
        { id: 'hold', text: 'Hold the launch', act: () => open('hold') },
        { id: 'clock', text: 'Clock: resume, slip T-0, scrub', act: () => open('clock') },
        {
          id: 'incident',
          text: 'Incidents: declare one, action items, changed by others',
          act: () => show('incidents'),
        },
        { id: 'raise', text: 'Raise a criterion of a rollback', act: () => show('rollback', 'criteria') },
        { id: 'dry-run', text: 'Rehearse a rollback (dry run)', act: () => show('rollback', 'dry-run') },
        { id: 'by-hand', text: 'Commands to roll back by hand', act: () => show('rollback', 'by-hand') },
        { id: 'roll-back', text: 'Roll back (opens the page)', act: () => show('rollback') },
        isSignedIn
          ? { id: 'lock', text: 'Lock this console', act: () => void call('identity.lock', {}).then(close) }
          : { id: 'sign-in', text: 'Sign in', act: () => show('sign-in') },
        { id: 'people', text: 'People and keys: enrol, switch user, hand over a role', act: () => show('team') },
        { id: 'make-launch', text: 'Make a launch', act: () => show('launches', 'make') },
        { id: 'changes', text: 'Look for a changed pack, change the roster', act: () => show('launches', 'changes') },
        {
          id: 'messages',
          text: 'Messages: out, waiting, mark one as sent by hand',
          act: () => show('screens', 'status'),
        },
        { id: 'paper', text: 'Write the runbook to paper', act: () => show('launches', 'list') },
        ...wallEntries(),
        { id: 'theme', text: 'Change between dark and light', act: toggleTheme },
        { id: 'keys', text: 'All keys', act: () => open('keys') },
      ],
    ],
    ['Steps', (plan?.steps ?? []).map(({ id, title }) => ({ id, text: title, act: () => show('launch', id) }))],
    ['Services', (plan?.services ?? []).map(({ id, title }) => ({ id, text: title, act: () => show('launch') }))],
    [
      'Checklist items',
      (plan?.checklists ?? []).flatMap((list) =>
        list.sections.flatMap((section) =>
          section.items.map(({ id, title }) => ({ id, text: title, act: () => show('checklists', id) })),
        ),
      ),
    ],
    [
      'People',
      Object.values(state.roster.people).map(({ id, name }) => ({
        id,
        text: `${name}, ${rolesText(state, id)}`,
        act: () => show('team', id),
      })),
    ],
    [
      'Launches on this machine',
      (launches.value ?? []).map(({ id, title, kind }) => ({
        id,
        text: `${title}, ${kind}`,
        act: () => show('launches'),
      })),
    ],
  ];
  return (
    <Dialog title="Anything" onClose={close}>
      <Command label="Anything">
        <Command.Input
          data-first-focus=""
          className="palette-input"
          placeholder="Type a view, a step, an item, a name"
        />
        <Command.Empty className="muted">Nothing of that name.</Command.Empty>
        <Command.List className="palette-list" data-scrolls="">
          {groups.map(([heading, entries]) => (
            <Command.Group key={heading} heading={heading}>
              {entries.map(({ id, text, act }) => (
                <Command.Item key={id} value={`${heading} ${text} ${id}`} onSelect={act} className="palette-item">
                  {text}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
