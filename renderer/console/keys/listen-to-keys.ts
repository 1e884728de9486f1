import { call } from '../../bridge/bridge.ts';
import { useSession } from '../../stores/session.ts';
import { open, show, useView, views } from '../../stores/view.ts';
import { isPlainKey } from './is-plain-key.ts';

const focus = (name: string): void => {
  const field = document.querySelector(`[data-key-target="${name}"]`);
  if (field instanceof HTMLElement) field.focus();
};

/** Brings the focus to a button of what is in hand; Enter does it. Where it isn't on this view, Now has it. */
const focusOn = (name: string): void => {
  if (document.querySelector(`[data-key-target="${name}"]`) === null) show('now');
  requestAnimationFrame(() => focus(name));
};

const lock = (): void => {
  if (useSession.getState().person === null) show('sign-in');
  else void call('identity.lock', {});
};

const keys: Readonly<Record<string, () => void>> = {
  h: () => open('hold'),
  t: () => open('clock'),
  r: () => show('rollback'),
  g: () => show('now'),
  l: lock,
  n: () => focus('note'),
  a: () => focus('action-item'),
  p: () => focusOn('pause'),
  c: () => focusOn('continue'),
  '/': () => focus('filter'),
  '?': () => open('keys'),
};

function onKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open(useView.getState().overlay === 'palette' ? null : 'palette');
    return;
  }
  if (event.repeat || !isPlainKey(event)) return;
  const view = views.find(({ key }) => key === event.key);
  const act = view === undefined ? keys[event.key.toLowerCase()] : () => show(view.id);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

/** The console's keys (interface.md): none while typing, none does anything dangerous. What comes back ends it. */
export function listenToKeys(): () => void {
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
