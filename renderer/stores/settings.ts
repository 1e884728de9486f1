import { create } from 'zustand';
import type { KeychainFacts, SettingsRead, TestResult } from '#shared/contract/settings-facts.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { checkedChange, type Draft, draftOf } from '#shared/settings/draft.ts';
import { isSecretOf } from '#shared/settings/secret-name.ts';
import type { SectionChange, SourceId } from '#shared/settings/sections.ts';
import { askMain, call } from '../bridge/bridge.ts';

export type SettingsState = {
  readonly read: SettingsRead | null;
  readonly keychain: KeychainFacts | null;
  /** Forms that differ from what is saved. */
  readonly drafts: Partial<Readonly<Record<SourceId, Draft>>>;
  /** Secrets as they are being typed: here until a test or a save hands them to main, and nowhere else. */
  readonly typed: Readonly<Record<string, string>>;
  readonly results: Partial<Readonly<Record<SourceId, TestResult>>>;
  readonly busy: { readonly source: SourceId; readonly with: 'test' | 'save'; readonly id: string } | null;
  readonly trouble: Trouble | null;
  readonly wrong: Readonly<Record<string, string>>;
  /** What a save did besides, in sentences. */
  readonly said: readonly string[];
};

/** The forms of the settings; they outlive a look at another view. */
export const useSettings = create<SettingsState>(() => ({
  read: null,
  keychain: null,
  drafts: {},
  typed: {},
  results: {},
  busy: null,
  trouble: null,
  wrong: {},
  said: [],
}));
const { getState: now, setState: set } = useSettings;

export async function loadSettings(): Promise<void> {
  const [read, keychain] = await Promise.all([call('settings.read', {}), askMain('window.secrets', {})]);
  const failed = [read, keychain].find((answer) => !answer.ok);
  set({
    ...(read.ok ? { read: read.value } : {}),
    ...(keychain.ok ? { keychain: keychain.value } : {}),
    trouble: failed === undefined || failed.ok ? null : failed.trouble,
  });
}

export const draftNow = (state: SettingsState, source: SourceId): Draft =>
  state.drafts[source] ?? draftOf(source, state.read?.sections ?? {});

export function editDraft(draft: Draft): void {
  set(({ drafts }) => ({ drafts: { ...drafts, [draft.source]: draft }, wrong: {}, trouble: null, said: [] }));
}

export const typeSecret = (name: string, value: string): void =>
  set(({ typed }) => ({ typed: { ...typed, [name]: value }, wrong: {}, trouble: null, said: [] }));

/** Hands what was typed for a source to main; false when it didn't take it. */
async function enterTyped(source: SourceId): Promise<boolean> {
  for (const [name, value] of Object.entries(now().typed)) {
    if (!isSecretOf(source, name) || value === '') continue;
    const answer = await askMain('window.setSecret', { name, value });
    if (!answer.ok) {
      set({ trouble: answer.trouble });
      return false;
    }
    const { [name]: _, ...typed } = now().typed;
    const draft = draftNow(now(), source);
    const secrets = [...new Set([...draft.secrets, name])];
    set(({ drafts }) => ({ keychain: answer.value, typed, drafts: { ...drafts, [source]: { ...draft, secrets } } }));
  }
  return true;
}

/** What the form stands for, with its secrets handed over; null when something is wrong, which is shown then. */
async function changeNow(source: SourceId): Promise<SectionChange | null> {
  set({ trouble: null, said: [], wrong: {} });
  if (!(await enterTyped(source))) return null;
  const checked = checkedChange(draftNow(now(), source));
  if (checked.wrong !== null) set({ wrong: checked.wrong });
  return checked.change;
}

let tests = 0;

export async function testDraft(source: SourceId): Promise<void> {
  if (now().busy !== null) return;
  tests += 1;
  const id = `test-${tests}`;
  const change = await changeNow(source);
  if (change === null) return;
  set({ busy: { source, with: 'test', id } });
  const answer = await call('settings.test', { test: id, change });
  set(({ results }) =>
    answer.ok
      ? { busy: null, results: { ...results, [source]: answer.value } }
      : { busy: null, trouble: answer.trouble },
  );
}

export function stopTest(): void {
  const { busy } = now();
  if (busy?.with === 'test') void call('settings.stop-test', { test: busy.id });
}

export async function saveDraft(source: SourceId): Promise<void> {
  const change = await changeNow(source);
  if (change !== null) await save(change);
}

export const removeSource = (source: SourceId): Promise<void> => save({ source, settings: null });

async function save(change: SectionChange): Promise<void> {
  const { read } = now();
  if (read === null || now().busy !== null) return;
  set({ busy: { source: change.source, with: 'save', id: '' }, trouble: null });
  const answer = await call('settings.save', { change, shown: read.shown });
  if (!answer.ok) return set({ busy: null, trouble: answer.trouble });
  const { [change.source]: _, ...drafts } = now().drafts;
  set({ busy: null, drafts, read: answer.value.read, said: ['Saved.', ...answer.value.said] });
  const keychain = await askMain('window.secrets', {});
  if (keychain.ok) set({ keychain: keychain.value });
}

/** Back to what is saved; what was entered for it is forgotten. */
export async function discardDraft(source: SourceId): Promise<void> {
  const entered = (now().keychain?.secrets ?? []).filter(
    ({ name, state }) => state === 'entered' && isSecretOf(source, name),
  );
  const { [source]: _, ...drafts } = now().drafts;
  const typed = Object.fromEntries(Object.entries(now().typed).filter(([name]) => !isSecretOf(source, name)));
  set({ drafts, typed, wrong: {}, trouble: null, said: [] });
  for (const { name } of entered) {
    const answer = await askMain('window.dropSecret', { name });
    if (answer.ok) set({ keychain: answer.value });
  }
}
