import { Kbd } from '../../ui/kbd.tsx';

const keys: readonly (readonly [string, string])[] = [
  ['↑↓', 'move'],
  ['Space', 'tick'],
  ['Enter', 'detail'],
  ['N', 'note'],
  ['B', 'blocked'],
  ['A', 'n/a'],
  ['X', 'select'],
  ['P', 'probe now'],
  ['/', 'search'],
  ['←→', 'other list'],
];

/** The keys of the list, always in sight. */
export const ListHint = () => (
  <ul className="list-hint" aria-label="Keys of the list">
    {keys.map(([key, what]) => (
      <li key={key}>
        <Kbd>{key}</Kbd> {what}
      </li>
    ))}
  </ul>
);
