import type { LaunchState } from '../launch/state.ts';
import { allItems } from '../plan/item-by-id.ts';
import { roleTitle } from '../roster/roles.ts';
import type { ReadinessCheck } from '../signal/judged.ts';

export type Tone = 'good' | 'watch' | 'act' | 'unknown' | 'plain';
/** An event's line in the timeline, in the runbook's words. */
export type Line = { readonly title: string; readonly text: string; readonly tone: Tone };

export const line = (title: string, text = '', tone: Tone = 'plain'): Line => ({ title, text: text.trim(), tone });
export const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

/** Names and titles of what events name by id, as the launch is now. */
export type Words = {
  readonly name: (person: string | null) => string;
  /** Whose deputy acted: the entry names both (authority.md "Deputies"); empty when nobody's. */
  readonly stead: (event: { readonly inSteadOf?: string | undefined }) => string;
  readonly role: (id: string) => string;
  readonly item: (id: string) => string;
  readonly list: (id: string) => string;
  readonly gate: (id: string) => string;
  readonly entry: (id: string) => string;
  readonly post: (id: string) => string;
};

export function wordsOf(state: LaunchState): Words {
  const plan = state.launch?.plan;
  const titled = (entries: readonly { readonly id: string; readonly title: string }[] | undefined) => (id: string) =>
    entries?.find((entry) => entry.id === id)?.title ?? id;
  const name = (id: string | null) => (id === null ? 'someone not signed in' : (state.roster.people[id]?.name ?? id));
  return {
    name,
    stead: ({ inSteadOf }) => (inSteadOf === undefined ? '' : `, deputy of ${name(inSteadOf)}`),
    role: (id) => (plan === undefined ? id : roleTitle(plan, id)),
    item: titled(plan === undefined ? [] : allItems(plan)),
    list: titled(plan?.checklists),
    gate: titled(plan?.gates),
    entry: titled(plan?.timeline),
    post: titled(plan?.publicity),
  };
}

/** What stands in the way of a rollback, in one line: why the first check fails, and the names of the others. */
export function notReadyText(checks: readonly ReadinessCheck[]): string {
  const [first, ...others] = checks;
  if (first === undefined) return '';
  const why = `${first.title}: ${first.text.replace(/\.+$/, '')}`;
  return others.length === 0 ? why : `${why}; also not proven: ${others.map(({ title }) => title).join(', ')}`;
}
