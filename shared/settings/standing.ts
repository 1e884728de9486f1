import type { KeychainFacts, SecretFacts, SettingsRead } from '../contract/settings-facts.ts';
import type { Marked } from '../views/tone.ts';
import { draftOf } from './draft.ts';
import type { SourceId } from './sections.ts';

/** Where a secret stands, in words: `set on 24 Nov, in gnome_libsecret`. */
export function secretStanding(
  name: string,
  read: SettingsRead,
  keychain: KeychainFacts,
  day: (at: number) => string,
): Marked | null {
  const facts = keychain.secrets.find((one) => one.name === name);
  if (facts?.state === 'entered') return { tone: 'watch', word: 'entered, not saved yet' };
  if (read.plain.includes(name))
    return keychain.backend === null
      ? { tone: 'watch', word: 'in the file itself, as it was written by hand' }
      : { tone: 'watch', word: 'in the file itself; saving moves it into the keychain' };
  return facts === undefined ? null : keptStanding(facts, day);
}

function keptStanding({ state, backend, setAt }: SecretFacts, day: (at: number) => string): Marked {
  switch (state) {
    case 'kept':
      return { tone: 'good', word: `set on ${day(setAt)}, in ${backend ?? 'the keychain'}` };
    case 'session':
      return { tone: 'watch', word: 'set, for this session only' };
    case 'elsewhere':
      return { tone: 'act', word: `saved under ${backend ?? 'another keychain'}: enter it again` };
    default:
      return { tone: 'act', word: 'the keychain does not give it out: unlock it, or enter it again' };
  }
}

/** Secrets that a source names and that can't be used now. */
export const missingSecrets = (source: SourceId, read: SettingsRead, keychain: KeychainFacts): readonly string[] =>
  draftOf(source, read.sections).secrets.filter((name) => {
    const state = keychain.secrets.find((one) => one.name === name)?.state;
    return !read.plain.includes(name) && (state === undefined || state === 'elsewhere' || state === 'unreadable');
  });
