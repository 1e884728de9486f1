import { isPlainKey } from './is-plain-key.ts';

/** The key of the settings where the console's other keys aren't: no launch is open. What comes back ends it. */
export function onComma(act: () => void): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== ',' || !isPlainKey(event)) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
