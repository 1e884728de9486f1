/**
 * This machine's keychain as the secrets need it. `backend` names it, e.g. `gnome_libsecret`, `keychain`, `dpapi`; null
 * when there is none that protects anything: without a keyring Chromium encrypts with a constant that anybody knows.
 */
export interface Keychain {
  readonly backend: string | null;
  /** Why there is none, as a person reads it; null when there is one. */
  readonly trouble: string | null;
  /** Rejects when the keychain is locked or gone. */
  encrypt(text: string): Promise<Buffer>;
  /** Rejects when it can't be opened: another keychain made it, or this one is locked. */
  decrypt(sealed: Buffer): Promise<string>;
}

/** Nothing is kept: what is entered lasts until Tminus ends (trust C1). */
export const noKeychain = (trouble: string): Keychain => ({
  backend: null,
  trouble,
  encrypt: () => Promise.reject(new Error('there is no keychain')),
  decrypt: () => Promise.reject(new Error('there is no keychain')),
});
