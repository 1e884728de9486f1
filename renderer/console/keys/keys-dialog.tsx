import { close, views } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import './keys.css';

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'anything: views, steps, items, people'],
  ...views.map(({ key, title }) => [key, title] as const),
  ['G', 'go to what is in hand'],
  ['H', 'hold; then Enter'],
  ['T', 'the clock: resume, slip, scrub'],
  ['R', 'open Rollback; never fires'],
  ['N', 'write a note'],
  ['A', 'write an action item'],
  ['P', 'to pause or resume what runs; then Enter'],
  ['C', 'to go on with what stopped; then Enter'],
  ['/', 'search the timeline'],
  ['L', 'lock, or sign in'],
  ['?', 'these keys'],
  ['Esc', 'close'],
];

/** All keys. */
export const KeysDialog = () => (
  <Dialog title="Keys" onClose={close}>
    <dl className="keys">
      {keys.map(([key, what]) => (
        <div key={key}>
          <dt>
            <Kbd>{key}</Kbd>
            <span className="sr-only">{key}</span>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
    <div className="dialog-actions">
      <Button onClick={close}>Close</Button>
    </div>
  </Dialog>
);
